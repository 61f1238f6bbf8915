/// One question to the database whose answer is no rows when all is well.
package struct AuditCheck: Sendable {
    /// What must be true, as one sentence without its full stop.
    package let claim: String
    /// The query; its first column is a sentence about a contradiction.
    package let sql: String
    /// Whether it is asked only when nothing may be on its way.
    package let isForSettled: Bool

    /// A check from the text of its file, whose first line is a comment with the claim.
    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let first = text.prefix { $0 != "\n" }.drop { $0 == "-" || $0 == " " }
        let mark = "(only with --settled) "
        isForSettled = first.hasPrefix(mark)
        claim = String(isForSettled ? first.dropFirst(mark.count) : first)
        sql = String(text.drop { $0 != "\n" }.dropFirst())
    }

    /// All of them, in the order in which they are asked: seats, orders, money, tickets, the rest.
    package static let all = [
        PackageResources._01_seat_bitmaps_sql, PackageResources._02_holds_in_time_sql,
        PackageResources._03_sold_holds_sql, PackageResources._04_order_prices_sql,
        PackageResources._05_bought_orders_are_paid_sql, PackageResources._06_captured_money_sql,
        PackageResources._07_refunds_add_up_sql, PackageResources._08_sum_of_money_sql,
        PackageResources._09_tickets_sql, PackageResources._10_seats_on_tickets_sql,
        PackageResources._11_account_limits_sql, PackageResources._12_answers_sql,
        PackageResources._13_waitlist_sql, PackageResources._14_fencing_sql,
        PackageResources._15_holds_of_orders_sql, PackageResources._16_unfinished_sql,
    ].map(AuditCheck.init)
}

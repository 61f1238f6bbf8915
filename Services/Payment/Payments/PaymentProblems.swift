internal import HTTP

/// The problems that are the payment service's own; their names are part of the wire contract.
enum PaymentProblems {
    /// The order is paid, lapsed or cancelled.
    static let orderNotPayable = ProblemKind(
        status: 409, name: "order_not_payable", title: "The order does not await payment")
    /// So many payments were begun for the order that another one would not help.
    static let tooManyPayments = ProblemKind(
        status: 409, name: "too_many_payments", title: "Too many payments were begun for the order")
    /// More is to be given back than is left of the payment.
    static let refundTooLarge = ProblemKind(
        status: 422, name: "refund_too_large", title: "More than is left of the payment")
    /// The payment is not captured, so there is nothing to give back.
    static let notCaptured = ProblemKind(
        status: 409, name: "payment_not_captured", title: "The payment is not captured")
    /// Tickets were bought with it, which must go back with the money.
    static let ordered = ProblemKind(
        status: 409, name: "payment_ordered", title: "Tickets were bought with it: cancel their order")
    /// No operator is asked about this payment.
    static let notUnderReview = ProblemKind(
        status: 409, name: "payment_not_under_review", title: "The payment does not wait for review")
    /// A notice whose signature is wrong or too old.
    static let badSignature = ProblemKind(
        status: 400, name: "webhook_signature_invalid", title: "The notice is not signed as it must be")
}

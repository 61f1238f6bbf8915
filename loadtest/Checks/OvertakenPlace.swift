/// Somebody before whom larger numbers entered.
struct OvertakenPlace {
    /// The place; 0 when there is nobody.
    var place = 0
    /// How many larger numbers entered before it.
    var numbers = 0
    /// From the first of them to the own entry, in milliseconds.
    var milliseconds: Int64 = 0

    /// The time for reports, in seconds.
    var seconds: String { Decimal.text(Double(milliseconds) / 1000) }
}

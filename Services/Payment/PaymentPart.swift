/// The name that this part of the house goes by in logs.
enum PaymentPart {
    static let name = "payment"
}

/// The name that this part of the house goes by in logs.
enum BookingPart {
    static let name = "booking"
}

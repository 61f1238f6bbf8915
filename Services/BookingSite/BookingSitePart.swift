/// The name that this part of the house goes by in logs.
enum BookingSitePart {
    static let name = "bookingsite"
}

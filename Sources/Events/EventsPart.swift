/// The name that this part of the house goes by in logs.
enum EventsPart {
    static let name = "events"
}

/// The name that this part of the house goes by in logs.
enum TicketPart {
    static let name = "ticket"
}

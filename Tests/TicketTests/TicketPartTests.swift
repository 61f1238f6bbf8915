import Testing

@testable import Ticket

@Suite("Ticket") struct TicketPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(TicketPart.name == "ticket")
    }
}

import Testing

@testable import Booking

@Suite("Booking") struct BookingPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(BookingPart.name == "booking")
    }
}

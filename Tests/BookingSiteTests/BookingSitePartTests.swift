import Testing

@testable import BookingSite

@Suite("BookingSite") struct BookingSitePartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(BookingSitePart.name == "bookingsite")
    }
}

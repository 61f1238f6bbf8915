import Testing

@testable import Events

@Suite("Events") struct EventsPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(EventsPart.name == "events")
    }
}

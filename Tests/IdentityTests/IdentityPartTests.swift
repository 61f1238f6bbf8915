import Testing

@testable import Identity

@Suite("Identity") struct IdentityPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(IdentityPart.name == "identity")
    }
}

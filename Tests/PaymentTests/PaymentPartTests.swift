import Testing

@testable import Payment

@Suite("Payment") struct PaymentPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(PaymentPart.name == "payment")
    }
}

import Booking
import Testing

@Suite("Booking's rules") struct RuleTests {
    @Test("a stretch lies within its trip, and its mask has a bit for each leg")
    func stretches() throws {
        #expect(Stretch(from: 0, to: 31, legs: 31)?.mask == 0x7FFF_FFFF)
        #expect(Stretch(from: 30, to: 31, legs: 31)?.mask == 0x4000_0000)
        #expect(Stretch(from: 2, to: 5, legs: 10)?.mask == 0b11100)
        for (start, end, legs) in [(3, 3, 10), (4, 2, 10), (-1, 2, 10), (0, 11, 10), (0, 32, 32)] {
            #expect(Stretch(from: start, to: end, legs: legs) == nil)
        }
    }

    @Test("fares have a minimum and are rounded up to a whole taka")
    func fares() {
        let fare = Fare(base: 1_000, perKilometre: 117, minimum: 5_000)
        #expect(fare.price(kilometres: 1) == 5_000)
        #expect(fare.price(kilometres: 100) == 12_700)
        #expect(fare.price(kilometres: 101) == 12_900)
        #expect(fare.price(kilometres: -5) == 5_000)
    }

    @Test("the nearer the departure the less comes back, and nothing after it")
    func refunds() {
        let rule = RefundRule.standard
        #expect(rule.refund(of: 100_000, untilDeparture: .seconds(48 * 3600)) == 90_000)
        #expect(rule.refund(of: 100_000, untilDeparture: .seconds(48 * 3600 - 1)) == 75_000)
        #expect(rule.refund(of: 100_000, untilDeparture: .seconds(13 * 3600)) == 50_000)
        #expect(rule.refund(of: 100_000, untilDeparture: .seconds(6 * 3600)) == 25_000)
        #expect(rule.refund(of: 100_000, untilDeparture: .seconds(60)) == 0)
        #expect(rule.refund(of: 100_000, untilDeparture: .zero) == nil)
        #expect(rule.refund(of: 12_300, untilDeparture: .seconds(25 * 3600)) == 9_200)
        var last: Int64 = 0
        for hours in 0..<100 {
            let refund = rule.refund(of: 77_700, untilDeparture: .seconds(hours * 3600 + 1)) ?? -1
            #expect(refund >= last && refund <= 77_700 && refund % 100 == 0)
            last = refund
        }
    }
}

import Testing

@testable import LoadTest

@Suite("The site's use")
struct SiteUseTests {
    private func sample(
        _ tenth: Int, open: Int, looking: Int, entered: Int = 0, tokens: Double = 400, told: Int = 0
    ) -> RoomSample {
        RoomSample(
            clock: Int64(tenth) * 100, open: open, capacity: 100, rate: 50, entered: entered, tokens: tokens,
            looking: looking, told: told)
    }

    @Test("is sessions against the cap while the cap is what binds")
    func byCap() {
        let use = SiteUse((0..<10).map { sample($0, open: $0 % 2 == 0 ? 90 : 100, looking: 10) })
        #expect(use.all.moments == 10)
        #expect(abs(use.all.value - 0.95) < 1e-9)
        #expect(use.ofRate.moments == 0)
    }

    @Test("counts no moment in which fewer looked than could enter")
    func tooFew() {
        let use = SiteUse([
            sample(0, open: 80, looking: 19), sample(1, open: 0, looking: 0),
            sample(2, open: 80, looking: 20),
        ])
        #expect(use.all.moments == 1)
        #expect(use.all.value == 0.8)
    }

    @Test("is admissions against the rate while the bucket is what binds, and a high cap hides nothing")
    func byRate() {
        // 50 a second are allowed, 25 a second enter, and many wait: the site is half in use.
        let use = SiteUse((0..<30).map { sample($0, open: 10, looking: 500, entered: $0 * 5 / 2, tokens: 0) })
        #expect(use.ofCap.moments == 0)
        #expect(use.ofRate.moments == 25)
        #expect(abs(use.all.value - 0.5) < 0.03)
    }

    @Test("does not pass a site that lets nobody in although the bucket is full")
    func fullBucket() {
        let use = SiteUse((0..<10).map { sample($0, open: 20, looking: 300, tokens: 101) })
        #expect(use.all.moments == 10)
        #expect(abs(use.all.value - 0.2) < 1e-9)
    }

    @Test("tells apart the sessions whose owners know of them")
    func told() {
        let use = SiteUse([
            sample(0, open: 100, looking: 10, entered: 7, told: 7),
            sample(1, open: 100, looking: 10, entered: 27, told: 7),
        ])
        #expect(use.all.value == 1)
        #expect(abs(use.told.value - 0.9) < 1e-9)
    }
}

import TestKit
import Testing
import WaitingRoom

@Suite("WaitEstimator")
struct WaitEstimatorTests {
    @Test(
        "holds the true wait in its 80% interval for 70 to 95% of the visitors",
        arguments: [
            (rate: 20.0, absent: 0.3, site: nil), (rate: 50.0, absent: 0.1, site: nil),
            (rate: 5.0, absent: 0.5, site: nil),
            (rate: 200.0, absent: 0.3, site: nil),
            (rate: 50.0, absent: 0.3, site: (capacity: 200, stay: 10.0)),
            (rate: 20.0, absent: 0.0, site: (capacity: 100, stay: 20.0)),
        ] as [(rate: Double, absent: Double, site: (capacity: Int, stay: Double)?)])
    func coverage(rate: Double, absent: Double, site: (capacity: Int, stay: Double)?) {
        var inside = 0
        var count = 0
        for seed in 0..<12 {
            let (hits, visitors) = Self.visit(
                SimulatedLine(rate: rate, absent: absent, site: site, seed: UInt64(seed) &* 7919 &+ 5))
            inside += hits
            count += visitors
        }
        let share = Double(inside) / Double(count)
        #expect((0.70...0.95).contains(share), "\(share) of \(count)")
    }

    /// Runs a line for 25 minutes and asks for waits of up to 10 minutes on the way.
    private static func visit(_ line: SimulatedLine) -> (inside: Int, count: Int) {
        var line = line
        var estimator = WaitEstimator()
        var visitors: [(number: Int, at: Double, estimate: WaitEstimate)] = []
        var random = SeededRandom(seed: line.random.next())
        while line.now < 1_500 {
            line.tick()
            estimator.observe(line.snapshot)
            guard line.now >= 60, line.now < 860, line.now.truncatingRemainder(dividingBy: 10) == 0 else {
                continue
            }
            guard let forecast = estimator.forecast(line.snapshot) else { continue }
            let wait = Double.random(in: 2..<600, using: &random)
            let places = max(1, Int(wait * forecast.placesPerSecond))
            visitors.append((line.snapshot.serving + places, line.now, forecast.estimate(places: places)))
        }
        let served = visitors.filter { $0.number < line.calledAt.count }
        let inside = served.count { visitor in
            let wait = line.calledAt[visitor.number] - visitor.at
            return wait >= visitor.estimate.low && wait <= visitor.estimate.high
        }
        return (inside, served.count)
    }

    @Test("never lets a later place wait less, in any of the three numbers")
    func monotone() throws {
        var random = SeededRandom(seed: 5)
        for seed in 0..<40 {
            var line = SimulatedLine(
                rate: Double.random(in: 0.5..<300, using: &random),
                absent: Double.random(in: 0..<0.8, using: &random),
                site: seed % 2 == 0 ? (capacity: 20, stay: 5) : nil, seed: UInt64(seed))
            var estimator = WaitEstimator()
            let end = Double.random(in: 0..<400, using: &random)
            while line.now < end {
                if Int.random(in: 0..<200, using: &random) == 0 {
                    line.rate *= Double.random(in: 0.5..<2, using: &random)
                }
                line.tick()
                estimator.observe(line.snapshot)
            }
            guard let forecast = estimator.forecast(line.snapshot) else { continue }
            var before = forecast.estimate(places: 0)
            #expect(before == WaitEstimate(likely: 0, low: 0, high: 0))
            var places = 1
            while places < 50_000_000 {
                let estimate = forecast.estimate(places: places)
                #expect(
                    estimate.low >= before.low && estimate.likely >= before.likely
                        && estimate.high >= before.high)
                #expect(
                    estimate.low >= 0 && estimate.low <= estimate.likely && estimate.likely <= estimate.high)
                before = estimate
                places += max(1, places / 20)
            }
        }
    }

    @Test("begins with the rate and the share of people who come")
    func prior() throws {
        var snapshot = RoomSnapshot()
        snapshot.rate = 10
        snapshot.showing = 0.5
        let forecast = try #require(WaitEstimator().forecast(snapshot))
        #expect(abs(forecast.placesPerSecond - 20) < 0.001)
        let estimate = forecast.estimate(places: 600)
        #expect(abs(estimate.likely - 30) < 0.001)
        #expect(estimate.low < 25 && estimate.high > 35)
        #expect(forecast.estimate(places: -5).likely == 0)
    }

    @Test("knows nothing while the line stands, is held, has no rate, or did not move for half a minute")
    func unknown() {
        var snapshot = RoomSnapshot()
        snapshot.issued = 100
        var estimator = WaitEstimator()
        #expect(estimator.forecast(snapshot) != nil)
        snapshot.stands = true
        #expect(estimator.forecast(snapshot) == nil)
        snapshot.stands = false
        snapshot.held = true
        #expect(estimator.forecast(snapshot) == nil)
        snapshot.held = false
        snapshot.mode = .paused
        #expect(estimator.forecast(snapshot) == nil)
        snapshot.mode = .auto
        snapshot.rate = 0
        #expect(estimator.forecast(snapshot) == nil)
        snapshot.rate = 10
        for _ in 0..<125 {
            snapshot.lineTime += 250
            snapshot.roomTime += 250
            estimator.observe(snapshot)
        }
        #expect(estimator.forecast(snapshot) == nil)
        snapshot.serving = 3
        snapshot.lineTime += 250
        estimator.observe(snapshot)
        #expect(estimator.forecast(snapshot) != nil)
    }

    @Test("learns the pace of a full site, and follows the rate at once")
    func learns() throws {
        var line = SimulatedLine(rate: 50, absent: 0.5, site: (capacity: 100, stay: 10), seed: 1)
        var estimator = WaitEstimator()
        while line.now < 120 {
            line.tick()
            estimator.observe(line.snapshot)
        }
        let full = try #require(estimator.forecast(line.snapshot))
        // Ten leave in a second, and every second place is absent.
        #expect((16...24).contains(full.placesPerSecond))
        var snapshot = line.snapshot
        snapshot.rate *= 2
        let faster = try #require(estimator.forecast(snapshot))
        #expect(abs(faster.placesPerSecond / full.placesPerSecond - 2) < 0.05)
    }

    @Test("widens when the pace changes from minute to minute")
    func widens() throws {
        func width(varying: Bool) throws -> Double {
            var line = SimulatedLine(rate: 20, absent: 0.2, site: (capacity: 1_000, stay: 20), seed: 9)
            var estimator = WaitEstimator()
            while line.now < 600 {
                if varying { line.site = (capacity: Int(line.now / 90) % 2 == 0 ? 1_000 : 150, stay: 20) }
                line.tick()
                estimator.observe(line.snapshot)
            }
            let estimate = try #require(estimator.forecast(line.snapshot)).estimate(places: 6_000)
            return (estimate.high - estimate.low) / estimate.likely
        }
        #expect(try width(varying: true) > 20 * width(varying: false))
    }

    @Test("leaves gaps, idle times, repeats and long silences out, and forgets with the epoch")
    func ignores() throws {
        var snapshot = RoomSnapshot()
        snapshot.rate = 10
        snapshot.issued = 100_000
        snapshot.gaps = [1_000...50_999]
        var estimator = WaitEstimator()
        func step(_ places: Int, _ milliseconds: Int64 = 1_000) {
            snapshot.serving += places
            snapshot.lineTime += milliseconds
            snapshot.roomTime += milliseconds
            estimator.observe(snapshot)
        }
        func pace() throws -> Double { try #require(estimator.forecast(snapshot)).placesPerSecond }
        for _ in 0..<99 { step(10) }
        #expect(abs(try pace() - 10) < 0.01)
        step(50_010)  // Over the gap: ten people.
        step(0, 0)  // A repeat.
        step(5_000, 11_000)  // A gateway that slept.
        #expect(abs(try pace() - 10) < 0.2)
        snapshot.issued = snapshot.serving
        for _ in 0..<100 { step(0) }  // Nobody waits.
        #expect(abs(try pace() - 10) < 0.2)
        snapshot.issued += 100_000
        step(0)
        snapshot.gen += 1
        step(3_000)  // Restored: numbers were skipped.
        #expect(abs(try pace() - 10) < 0.2)
        for _ in 0..<60 { step(20) }
        #expect(abs(try pace() - 20) < 0.2)
        snapshot.epoch += 1
        snapshot.serving = 0
        step(0)
        #expect(abs(try pace() - 10) < 0.01)
    }
}

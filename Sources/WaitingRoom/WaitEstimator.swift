/// Learns from a room's snapshots how fast its line moves, and forecasts waits.
///
/// Pure: time comes with the snapshots. What is measured is the *yield*, places passed for each that the rate
/// allowed: absent places raise it (they are passed for nothing), a full site lowers it, and a change of the
/// rate leaves it. It is counted in line time, while people wait; a minute by seconds and ten minutes by tens
/// of seconds are kept. Before that is full, what the snapshot says (rate and share of absent people) fills
/// in.
package struct WaitEstimator: Sendable {
    private struct Point {
        var epoch: UInt32
        var gen: UInt64
        var serving: Int
        var waiting: Int
        var lineTime: Int64
        var roomTime: Int64
    }

    /// Longer silences than this say nothing about the pace, in milliseconds.
    private static let longestStep: Int64 = 10_000
    /// After this much room time without a step, what was measured is forgotten, in milliseconds.
    private static let memory: Int64 = 900_000
    /// A line that measured so many seconds without passing anybody stands, whatever the rate says.
    private static let standstill = 30.0

    private var last: Point?
    private var seconds = PaceHistory(spanSeconds: 1)
    private var minutes = PaceHistory(spanSeconds: 10)

    /// An estimator that has seen nothing.
    package init() {}

    /// Takes in the next snapshot of the room; older and repeated ones are passed over.
    package mutating func observe(_ snapshot: RoomSnapshot) {
        let now = Point(
            epoch: snapshot.epoch, gen: snapshot.gen, serving: snapshot.serving, waiting: snapshot.waiting,
            lineTime: snapshot.lineTime, roomTime: snapshot.roomTime)
        guard let before = last, before.epoch == now.epoch else {
            self = WaitEstimator()
            last = now
            return
        }
        if now.gen == before.gen, now.lineTime <= before.lineTime { return }
        if now.roomTime > before.roomTime &+ Self.memory { self = WaitEstimator() }
        last = now
        let elapsed = now.lineTime.subtractingReportingOverflow(before.lineTime)
        guard now.gen == before.gen, !elapsed.overflow, elapsed.partialValue <= Self.longestStep else {
            return
        }
        // Without a crowd the line moves as fast as people come, which says nothing of how fast it could.
        guard before.waiting > 0, now.waiting > 0, !snapshot.held, snapshot.rate > 0 else { return }
        let time = Double(elapsed.partialValue) / 1000
        let movement = PaceHistory.Span(
            served: Double(snapshot.peopleBetween(before.serving, now.serving)),
            allowed: snapshot.rate * time,
            seconds: time)
        seconds.add(movement)
        minutes.add(movement)
    }

    /// The forecast for the room as it is, or nil while its line stands or nothing says how fast it moves.
    package func forecast(_ snapshot: RoomSnapshot) -> WaitForecast? {
        guard !snapshot.stands, !snapshot.held, !snapshot.mode.stands, snapshot.rate > 0 else { return nil }
        let near = seconds.total
        let later = minutes.total
        if near.seconds >= Self.standstill, near.served == 0 { return nil }
        let expected = 1 / min(1, max(0.1, snapshot.showing))
        let nearYield = Self.blend(near, expected, snapshot.rate)
        let laterYield = Self.blend(later, expected, snapshot.rate)
        let variance = PaceVariance(minutes)
        let measured = max(near.seconds, 1)
        return WaitForecast(
            placesPerSecond: nearYield * snapshot.rate, laterPlacesPerSecond: laterYield * snapshot.rate,
            unevenness: variance.unevenness, drift: variance.drift,
            measured: measured, measuredLater: max(measured, later.seconds))
    }

    /// What was measured, and as much of what is expected as is still wanting to a minute.
    private static func blend(_ measured: PaceHistory.Span, _ expected: Double, _ rate: Double) -> Double {
        let missing = max(0, 1 - measured.seconds / 60)
        let allowed = rate * (5 * missing * missing + 0.05)
        return (measured.served + expected * allowed) / (measured.allowed + allowed)
    }
}

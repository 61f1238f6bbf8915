package import WaitingRoom

/// Makes the calls of one room, as the heads of the scripts lay them down.
package struct RoomCalls: Sendable {
    private let keys: RoomKeys
    /// The time for the scripts instead of the store's own, in milliseconds: for tests that replay a history.
    package var testTime: Int64?

    /// The calls of the room with this name.
    package init(room: String) {
        keys = RoomKeys(room: room)
    }

    private func call(
        _ script: RoomScript, _ caller: LineCaller, _ own: [[UInt8]], extraKeys: [[UInt8]] = []
    ) -> RoomCall {
        RoomCall(script, extraKeys.isEmpty ? keys.all : keys.all + extraKeys, caller, own, testTime: testTime)
    }

    /// Newcomers take places.
    package func join(_ batch: JoinBatch, by caller: LineCaller) -> RoomCall {
        let accounts = batch.accounts.map { account in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: account.bits >> UInt64($0)) }
        }
        return call(
            .join, caller,
            [RoomCall.text(batch.newcomers), RoomCall.text(batch.mayGoStraightIn ? 1 : 0)] + accounts,
            extraKeys: batch.accounts.map { keys.who($0, epoch: caller.epoch) })
    }

    /// Places near the front say that somebody is there.
    package func beat(_ places: [Int], by caller: LineCaller) -> RoomCall {
        call(.beat, caller, places.map { RoomCall.text($0) })
    }

    /// The line moves.
    package func advance(_ report: AdvanceReport, by caller: LineCaller) -> RoomCall {
        call(
            .advance, caller,
            [Array(report.gateway.utf8), RoomCall.text(report.factor), RoomCall.text(report.endedSince)])
    }

    /// Places ask to enter.
    package func claim(_ places: [Int], by caller: LineCaller) -> RoomCall {
        call(.claim, caller, places.map { RoomCall.text($0) })
    }

    /// Used sessions live on.
    package func touch(_ touches: [SessionTouch], by caller: LineCaller) -> RoomCall {
        call(.touch, caller, touches.flatMap { [RoomCall.text($0.place), RoomCall.text($0.end)] })
    }

    /// Sessions end, people leave.
    package func finish(_ ends: [SessionEnd], by name: String?, caller: LineCaller) -> RoomCall {
        call(
            .finish, caller,
            [Array((name ?? "").utf8)]
                + ends.flatMap { [RoomCall.text($0.place), RoomCall.text($0.leaves ? 1 : 0)] })
    }

    /// An operator changes settings.
    package func set(
        _ change: RoomChange, expecting rev: Int, by name: String, caller: LineCaller
    ) -> RoomCall {
        call(.set, caller, [RoomCall.text(rev), Array(name.utf8)] + change.fields.flatMap { [$0, $1] })
    }

    /// The room is made, adopted or read.
    package func restore(_ facts: RoomFacts, run: String) -> RoomCall {
        let numbers = [
            facts.issued, facts.serving, facts.floor, Int(facts.roomTime), Int(facts.lineTime),
            Int(facts.alive),
            Int(facts.opened),
        ]
        var own = [RoomCall.text(facts.epoch), RoomCall.text(facts.rev)] + numbers.map { RoomCall.text($0) }
        own.append(Array(facts.gaps.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",").utf8))
        own.append(Array(facts.gens.map { "\($0.gen):\($0.first)" }.joined(separator: ",").utf8))
        own += RoomChange(all: facts.settings).fields.map(\.value)
        return call(.restore, LineCaller(run: run, gen: facts.gen), own)
    }
}

internal import Postgres

/// The calls of the scripts on one trip: which script, with which keys and arguments.
package struct InventoryCalls: Sendable {
    /// One call.
    package struct Call: Sendable {
        /// The script.
        package let script: InventoryScript
        /// Its keys.
        package let keys: ArraySlice<[UInt8]>
        /// Its arguments.
        package let arguments: [[UInt8]]
    }

    /// The trip's keys.
    package let keys: InventoryKeys

    /// The calls on the trip with this id.
    package init(trip: String) {
        keys = InventoryKeys(trip: trip)
    }

    /// An attempt takes its seats.
    package func hold(_ claim: SeatClaim) -> Call {
        call(.hold, [claim.id, claim.digest, decimal(Int(claim.mask))] + claim.seats.map(decimal))
    }

    /// A hold stands in Postgres.
    package func put(_ claim: SeatClaim, _ term: HoldTerm) -> Call {
        call(.tell, putting(claim, term))
    }

    /// An id holds nothing any more.
    package func release(_ id: [UInt8]) -> Call {
        call(.tell, releasing(id))
    }

    /// Holds changed: each one that stands is put, each other one released, in this order.
    package func tell(_ changes: some Sequence<HoldStanding>) -> Call {
        call(
            .tell,
            changes.flatMap { change in
                change.term.map { putting(change.claim, $0) } ?? releasing(change.id.bytes)
            })
    }

    private func putting(_ claim: SeatClaim, _ term: HoldTerm) -> [[UInt8]] {
        let seats = claim.seats.map(decimal)
        let head = [Array("put".utf8), claim.id, claim.digest, decimal(Int(claim.mask))]
        return head + [decimal(term.milliseconds), decimal(seats.count)] + seats
    }

    private func releasing(_ id: [UInt8]) -> [[UInt8]] {
        [Array("release".utf8), id]
    }

    /// A cold trip becomes what Postgres said; `word` is what the loader wrote into its lock.
    package func load(word: [UInt8], seatCount: Int, _ holds: [(SeatClaim, HoldTerm)]) -> Call {
        let records = holds.map { claim, term in
            let left = term == .sold ? UInt32.max : UInt32(clamping: term.milliseconds)
            return claim.id + SeatClaim.littleEndian(left) + claim.packed
        }
        return call(.load, [word, decimal(seatCount)] + records)
    }

    /// The bits become what the ids say.
    package func rebuild() -> Call { call(.rebuild, []) }

    /// All ids.
    package func look() -> Call { call(.look, []) }

    /// Ids past their deadline, at most so many.
    package func due(limit: Int) -> Call { call(.due, [decimal(limit)]) }

    private func call(_ script: InventoryScript, _ arguments: [[UInt8]]) -> Call {
        Call(script: script, keys: keys.all.prefix(script.keyCount), arguments: arguments)
    }

    private func decimal(_ number: Int) -> [UInt8] {
        Array(String(number).utf8)
    }
}

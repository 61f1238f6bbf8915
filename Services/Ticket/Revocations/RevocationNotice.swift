internal import Contracts
internal import Postgres
internal import ServiceKit

/// The list of revoked tickets as it is published: signed, so that a device may have it from anywhere.
package enum RevocationNotice {
    /// The most tickets of one list; who is told `complete: false` asks for the rest.
    static let limit = 10_000
    /// What the signature says that it is.
    static let type: StaticString = "revocations+json"

    /// The tickets that were revoked after a number.
    static func list(
        after since: Int64, last: Int64, tickets: [(number: Int64, id: PostgresUUID)], now: Timestamp
    ) -> RevocationList {
        let isComplete = tickets.count < limit
        return RevocationList(
            since: since, number: isComplete ? max(last, since) : tickets.last?.number ?? since,
            complete: isComplete, revoked: tickets.map { "\($0.id)" }, time: now)
    }

    /// The list as a signed document.
    static func signed(_ list: RevocationList, by signer: PassSigner) throws(ServiceError) -> [UInt8] {
        guard let bytes = try? WireJSON.encode(list),
            let document = try? signer.sign(document: bytes, type: type, at: list.time.milliseconds)
        else { throw .failure("the list of revocations cannot be signed") }
        return document
    }
}

internal import Contracts
internal import Postgres
internal import ServiceKit

/// What inspectors' devices fetch now and then, and anybody may.
extension TicketService {
    /// The public keys as a JWK set.
    func keys(_ request: ServiceRequest) -> ServiceResponse {
        let keys = house.cabinet.current
        return ServiceResponse.bytes(keys.keySet, type: "application/jwk-set+json")
            .cached("public, max-age=300").tagged(EntityTag("keys-\(keys.youngest)"), for: request)
    }

    /// The signed list of revocations, or of those after `since`.
    ///
    /// Its tag changes with every revocation. Within the same minute it is the same list; a tag that is older
    /// makes a fresh one, so that a device can see how old its list is.
    func revocations(_ request: ServiceRequest, now: Int64) async throws(ServiceError) -> ServiceResponse {
        let text = try request.query("since") ?? "0"
        guard let since = Int64(text), since >= 0 else {
            throw .badRequest("since is the number of the last list")
        }
        let (last, tickets): (Int64, [(number: Int64, id: PostgresUUID)])
        do throws(PostgresError) {
            (last, tickets) = try await pool.revocations(after: since, limit: RevocationNotice.limit)
        } catch {
            throw ServiceError(error)
        }
        let list = RevocationNotice.list(
            after: since, last: last, tickets: tickets,
            now: Timestamp(milliseconds: now / 60_000 * 60_000))
        let body = try RevocationNotice.signed(list, by: house.cabinet.current.signer)
        return ServiceResponse.bytes(body, type: "application/jose+json").cached("public, max-age=30")
            .tagged(EntityTag("\(since)-\(last)-\(now / 60_000)"), for: request)
    }
}

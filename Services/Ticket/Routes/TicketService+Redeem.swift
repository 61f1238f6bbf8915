internal import Contracts
internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit
internal import Tokens

/// The check-in of a ticket.
extension TicketService {
    /// Lets a ticket through or says why not: 201 when it counts, 200 with a reason when it does not.
    func redeem(_ request: ServiceRequest, now: Int64) async throws(ServiceError) -> ServiceResponse {
        let user = try request.user
        guard let ticket = PostgresUUID(request[parameter: "id"]) else { throw .notFound }
        guard let inspector = PostgresUUID(user.account) else { throw ServiceError(.unauthorized) }
        let asked: RedeemRequest = try request.json()
        let attempt = CheckInDesk.Try(
            ticket: ticket, inspector: inspector, nonce: try Self.nonce(asked, request),
            checkIn: try checkIn(asked, ticket, now: now), digest: try Self.digest(asked),
            language: request.language,
            key: request.optionalIdempotencyKey.map { key in
                Idempotency(
                    principal: user.account, route: "POST \(request.template)", key: key,
                    body: Array(request.path.utf8) + request.body)
            })
        return .stored(try await CheckInDesk(pool: pool).redeem(attempt))
    }

    private func checkIn(
        _ asked: RedeemRequest, _ ticket: PostgresUUID, now: Int64
    ) throws(ServiceError) -> CheckIn {
        let force = asked.force ?? false
        var scannedAt = Timestamp(milliseconds: now)
        if let datetime = asked.datetime {
            guard force else { throw .invalid("#/datetime", "only a forced check-in says when it was") }
            let latest = now + CheckInRule.skew.components.seconds * 1000
            guard (0...latest).contains(datetime.milliseconds) else {
                throw .invalid("#/datetime", "is not in the past")
            }
            scannedAt = datetime
        }
        var isPassOfTicket: Bool?
        if let code = asked.code {
            let characters = Array(code.utf8)
            let pass = try? house.cabinet.current.verifier.verify(characters.span.bytes)
            isPassOfTicket = pass?.ticket == ticket
        }
        return CheckIn(scannedAt: scannedAt, force: force, isPassOfTicket: isPassOfTicket)
    }

    /// The nonce of the body, else the Idempotency-Key.
    private static func nonce(
        _ asked: RedeemRequest, _ request: ServiceRequest
    ) throws(ServiceError) -> String {
        let nonce = asked.nonce ?? request.optionalIdempotencyKey ?? ""
        guard (1...255).contains(nonce.utf8.count), nonce.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ServiceError(
                .idempotencyKeyMissing, "a nonce has 1 to 255 printable characters without spaces")
        }
        return nonce
    }

    /// What makes two questions the same, whatever their nonce.
    private static func digest(_ asked: RedeemRequest) throws(ServiceError) -> [UInt8] {
        var question = asked
        question.nonce = nil
        guard let bytes = try? WireJSON.encode(question) else {
            throw .failure("a check-in cannot be written")
        }
        return SHA256.digest(of: bytes.span.bytes)
    }
}

/// What kind of problem a response tells of; see `Problem`.
///
/// The codes are part of the wire contract: add, don't rename.
package enum ProblemCode: Sendable, CaseIterable {
    /// What the line says: where somebody stands, or why the line does not move.
    case queueRequired, queueNotOpen, roomClosed, notCalled, atTheDoor, placeExpired, lineHeld
    /// What is wrong with a token or a slip.
    case admissionRequired, admissionExpired, admissionUsed, slipRequired, slipInvalid
    /// The room has one place a person, and nobody says who this is.
    case loginRequired
    /// A limit: of one caller, or of the whole.
    case quotaExceeded, overloaded
    /// Booking and payment.
    case seatTaken, holdExpired, soldOut, idempotencyKeyMissing, idempotencyKeyReused,
        idempotencyKeyInProgress, paymentMismatch
    /// The request, by the rules of HTTP itself (RFC 9110 section 15.5).
    case badRequest, unauthorized, forbidden, notFound, methodNotAllowed, requestTimeout,
        preconditionFailed, contentTooLarge, targetTooLong, unsupportedMediaType, expectationFailed,
        misdirected, unprocessable, headTooLarge
    /// Us, or what stands behind us (RFC 9110 section 15.6).
    case internalError, notImplemented, badGateway, unavailable, gatewayTimeout, versionNotSupported

    /// The problem that answers a refused request head.
    package init(_ error: RequestError) {
        switch error.status {
        case 414: self = .targetTooLong
        case 417: self = .expectationFailed
        case 431: self = .headTooLarge
        case 501: self = .notImplemented
        case 505: self = .versionNotSupported
        default: self = .badRequest
        }
    }

    /// The HTTP status.
    package var status: Int {
        switch self {
        case .idempotencyKeyMissing, .badRequest: 400
        case .admissionExpired, .slipRequired, .slipInvalid, .loginRequired, .unauthorized: 401
        case .admissionRequired, .queueNotOpen, .roomClosed, .forbidden: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .requestTimeout: 408
        case .notCalled, .atTheDoor, .admissionUsed, .seatTaken, .soldOut, .idempotencyKeyInProgress: 409
        case .placeExpired, .holdExpired: 410
        case .preconditionFailed: 412
        case .contentTooLarge: 413
        case .targetTooLong: 414
        case .unsupportedMediaType: 415
        case .expectationFailed: 417
        case .misdirected: 421
        case .idempotencyKeyReused, .paymentMismatch, .unprocessable: 422
        case .queueRequired, .quotaExceeded: 429
        case .headTooLarge: 431
        case .internalError: 500
        case .notImplemented: 501
        case .badGateway: 502
        case .lineHeld, .overloaded, .unavailable: 503
        case .gatewayTimeout: 504
        case .versionNotSupported: 505
        }
    }
}

internal import Events
internal import ServiceKit

extension ServiceResponse {
    /// The same response as it is kept under an idempotency key.
    var stored: StoredAnswer { StoredAnswer(status: status, body: body) }
}

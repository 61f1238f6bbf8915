package import Events

extension ServiceResponse {
    /// The answer under an idempotency key; one of an earlier request says so.
    package static func stored(_ answer: StoredAnswer) -> ServiceResponse {
        let response = ServiceResponse.json(bytes: answer.body, status: answer.status)
        return answer.isReplay ? response.with("Idempotent-Replayed", "true") : response
    }
}

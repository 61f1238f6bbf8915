internal import Contracts
internal import HTTP
internal import ServiceKit

extension ServiceReply {
    /// The answer, if it is a success; else what the service said, as an error of ours.
    @discardableResult
    func checked() throws(ServiceError) -> ServiceReply {
        if isSuccess { return self }
        throw failure
    }

    /// What an answer that is no success says.
    var failure: ServiceError {
        guard let problem else { return ServiceError(.badGateway, cause: "an answer with status \(status)") }
        let kind = ProblemKind(status: status, name: problem.code, title: problem.title)
        let details = (problem.errors ?? []).map { Problem.Detail(pointer: $0.pointer, detail: $0.detail) }
        return ServiceError(
            kind, problem.detail, retryAfter: problem.retryAfter.map { .seconds($0) }, errors: details)
    }

    /// The cookies that the answer sets, to pass on to the visitor's browser.
    var cookies: [String] {
        fields.filter { $0.name == "set-cookie" }.map(\.value)
    }
}

extension ServiceError {
    /// The code as clients read it.
    var code: String { problem.kind?.name ?? "\(problem.code.name)" }

    /// What to tell a person: our words for what they meet often, else the service's own.
    ///
    /// The services speak English alone: in another language what we have no words for is said generally.
    func sentence(_ words: Words) -> String {
        if let phrase = Phrase.refusal(code) { return words(phrase) }
        for place in problem.errors {
            if let phrase = Phrase.refusal(at: place.pointer) { return words(phrase) }
        }
        guard words.language == .english else { return words(.wrongText) }
        return problem.detail ?? problem.kind?.title ?? "\(problem.code.title)"
    }
}

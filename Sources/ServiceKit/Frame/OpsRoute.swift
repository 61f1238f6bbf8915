/// A route of a role's own on its ops listener, which only operators reach: exact path, GET or POST.
package struct OpsRoute: Sendable {
    /// The path, such as `/v1/demo/otp`.
    package let path: String
    /// Answers from memory; called on the ops loop with the query's pairs, decoded.
    package let answer: @Sendable (_ query: [(name: String, value: String)]) -> ServiceResponse

    /// A route.
    package init(
        _ path: String, _ answer: @escaping @Sendable ([(name: String, value: String)]) -> ServiceResponse
    ) {
        self.path = path
        self.answer = answer
    }
}

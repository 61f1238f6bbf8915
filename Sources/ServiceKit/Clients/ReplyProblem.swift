/// A problem document that another service answered with.
package struct ReplyProblem: Sendable, Decodable {
    /// One thing that is wrong with the body.
    package struct Detail: Sendable, Decodable {
        /// Where.
        package let pointer: String
        /// What.
        package let detail: String
    }

    /// The code, such as `seat_taken`.
    package let code: String
    /// The sentence that goes with the code.
    package let title: String
    /// What happened this time.
    package let detail: String?
    /// When to try again, in seconds.
    package let retryAfter: Int?
    /// What is wrong with the body.
    package let errors: [Detail]?
}

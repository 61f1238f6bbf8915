/// What a rate limit says about one request.
package struct LimitDecision: Sendable, Equatable {
    /// Whether the request is within the limit.
    package let isAllowed: Bool
    /// How many more would be allowed now.
    package let remaining: Int
    /// After how long one would be allowed; zero when one is allowed now.
    package let retryAfter: Duration
}

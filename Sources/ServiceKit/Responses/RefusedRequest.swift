package import Contracts

/// What is known of a request that ends in an error, for a service that answers with pages.
package struct RefusedRequest: Sendable {
    /// The language that its sender wants.
    package let language: Language
    /// Path and query, as they were sent.
    package let target: String
    /// Whether it only reads.
    package let isSafe: Bool
    /// Whether it comes with the cookie of somebody logged in; nobody has verified it.
    package let showsUserToken: Bool
}

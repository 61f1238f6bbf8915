/// What one check came to.
package struct AuditFinding: Sendable, Equatable {
    /// What must be true.
    package let claim: String
    /// Sentences about what contradicts it, at most five; empty when it holds.
    package let contradictions: [String]

    /// The line, or lines, that the command prints.
    package var text: String {
        guard !contradictions.isEmpty else { return "ok       \(claim)" }
        return (["BROKEN   \(claim)"] + contradictions.map { "         \($0)" }).joined(separator: "\n")
    }
}

/// What one check came to.
struct AuditFinding: Sendable, Equatable {
    /// What must be true.
    let claim: String
    /// Sentences about what contradicts it, at most five; empty when it holds.
    let contradictions: [String]

    /// The line, or lines, that the command prints.
    var text: String {
        guard !contradictions.isEmpty else { return "ok       \(claim)" }
        return (["BROKEN   \(claim)"] + contradictions.map { "         \($0)" }).joined(separator: "\n")
    }
}

/// How an audit ended.
package enum AuditOutcome: Sendable, Equatable {
    /// Everything was looked at, or the first contradiction was found; `counts` says how much there was.
    case looked(counts: String, findings: [AuditFinding])
    /// A database did not answer: nothing is known.
    case unreachable(String)

    /// 0 when everything holds, 1 at a contradiction, 2 when nothing is known.
    package var exitCode: Int32 {
        switch self {
        case .looked(_, let findings): findings.allSatisfy { $0.contradictions.isEmpty } ? 0 : 1
        case .unreachable: 2
        }
    }

    /// What the command prints.
    package var text: String {
        switch self {
        case .unreachable(let reason): return "sluice audit: \(reason)"
        case .looked(let counts, let findings):
            let verdict = exitCode == 0 ? "no contradiction" : "contradiction: nothing after it was looked at"
            return ([counts] + findings.map(\.text) + [verdict]).joined(separator: "\n")
        }
    }
}

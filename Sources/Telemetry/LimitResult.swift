/// What a rate limit said: the label `result`.
package enum LimitResult: Int, Sendable, CaseIterable {
    /// Within the limit.
    case ok
    /// Within it, with less than a fifth left.
    case nearLimit
    /// Over it, refused.
    case overLimit
    /// Over it, let through, because the policy counts only.
    case shadow

    var label: String {
        switch self {
        case .ok: "ok"
        case .nearLimit: "near_limit"
        case .overLimit: "over_limit"
        case .shadow: "shadow"
        }
    }
}

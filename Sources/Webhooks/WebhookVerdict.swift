/// What a receiver's answer means for a delivery.
package enum WebhookVerdict: Sendable, Equatable {
    /// It has the message.
    case delivered
    /// It wants no messages any more: the endpoint is disabled.
    case gone
    /// Not now; perhaps it said how long to wait.
    case later(after: Duration?)

    /// The meaning of a status, by Standard Webhooks: only 2xx is success, a redirect is never followed.
    package init(status: Int, retryAfter: String? = nil) {
        switch status {
        case 200..<300: self = .delivered
        case 410: self = .gone
        case 429, 502, 503, 504:
            let seconds = retryAfter.flatMap { Int($0) }.flatMap { (0...86_400).contains($0) ? $0 : nil }
            self = .later(after: seconds.map { .seconds($0) })
        default: self = .later(after: nil)
        }
    }
}

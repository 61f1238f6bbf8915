/// What becomes of a refresh token that is shown: RFC 9700 section 4.14, rotation with reuse detection.
///
/// Pure; times are milliseconds since 1970. A token is used once. Shown again it is a *twin* when it came
/// while its first use was still going on, or within the grace: two tabs of a browser share a cookie and
/// cannot agree who renews it. A twin gets no token, and harms nobody. Later it is *reuse*: one of the two
/// who have the token is not its owner, so the whole session ends.
package enum RefreshRule {
    /// How long after its use a token in a cookie may still come from another tab of the same browser.
    package static let cookieGrace = Duration.seconds(5)
    /// The grace of a token in a body: a program can keep its requests apart, and only overtakes itself.
    package static let bodyGrace = Duration.milliseconds(20)
    /// How long a token may lie unused.
    package static let idle = Duration.seconds(30 * 86_400)
    /// How long a session may be renewed at all.
    package static let sessionLife = Duration.seconds(90 * 86_400)

    /// What is known of a token.
    package struct Record: Sendable, Equatable {
        /// When it was used, if it was.
        package var usedAt: Int64?
        /// When it ends, used or not.
        package var expiresAt: Int64
        /// Whether its session has ended, for whatever cause.
        package var isEnded: Bool

        /// A record.
        package init(usedAt: Int64?, expiresAt: Int64, isEnded: Bool) {
            self.usedAt = usedAt
            self.expiresAt = expiresAt
            self.isEnded = isEnded
        }
    }

    /// What is to be done.
    package enum Verdict: Sendable, Equatable {
        /// Give the successor, and note this one as used.
        case rotate
        /// Somebody is renewing it at this moment: give nothing, end nothing.
        case twin
        /// It is used a second time: end the session.
        case reuse
        /// It is of no use any more.
        case expired
    }

    /// Judges a token that reached us at `arrivedAt` and is looked at now, under the lock of its row.
    package static func judge(_ record: Record, arrivedAt: Int64, now: Int64, grace: Duration) -> Verdict {
        if record.isEnded { return .expired }
        if let usedAt = record.usedAt {
            let (seconds, attoseconds) = grace.components
            let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
            return arrivedAt <= usedAt + milliseconds ? .twin : .reuse
        }
        return record.expiresAt > now ? .rotate : .expired
    }
}

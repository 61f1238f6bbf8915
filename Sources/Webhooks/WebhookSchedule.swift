/// When a webhook is tried again: the schedule of Standard Webhooks, ten tries over more than three days.
package enum WebhookSchedule {
    /// The wait before each try: the first goes at once.
    package static let waits: [Duration] = [
        .zero, .seconds(5), .seconds(300), .seconds(1_800), .seconds(7_200), .seconds(18_000),
        .seconds(36_000), .seconds(50_400), .seconds(72_000), .seconds(86_400),
    ]

    /// How long after so many failed tries the next one is due; nil when there is none.
    ///
    /// Up to a tenth is added by `random` (0 up to 1), so that a receiver that was away is not met by all at
    /// once. What the receiver asked for in Retry-After counts where it is longer, a day at most.
    package static func wait(
        afterTries tries: Int, retryAfter: Duration? = nil, random: Double
    ) -> Duration? {
        guard tries < waits.count, tries >= 0 else { return nil }
        let asked = min(retryAfter ?? .zero, .seconds(86_400))
        let wait = max(waits[tries], asked)
        return wait + wait * max(0, min(random, 1)) / 10
    }
}

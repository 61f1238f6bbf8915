/// The generic cell rate algorithm (ITU-T I.371): a rate and a burst, with one number of state.
///
/// The state is the time at which the next request would be due if they came evenly. A request is allowed
/// while that time is less than a burst ahead of now, and moves it on by one interval. It equals a token
/// bucket that holds `burst` and fills at `rate`, without storing a count. Pure: the time is passed in, in
/// nanoseconds of a clock that does not go back.
package struct GCRA: Sendable, Equatable {
    /// Nanoseconds between two requests at the even rate, at least 1.
    package let interval: UInt64
    /// How far ahead the due time may lie, in nanoseconds: the burst's intervals.
    package let tolerance: UInt64

    /// A limit of `rate` a second with `burst` at once after a rest, both brought into a sensible range.
    ///
    /// The rate is kept within one in a hundred days and a thousand million a second, the burst within 1 and
    /// 1,000,000,000.
    package init(rate: Double, burst: Int) {
        let rate = rate.isNaN ? 1 : min(max(rate, 1e-7), 1e9)
        interval = UInt64((1e9 / rate).rounded())
        let (product, overflow) = interval.multipliedReportingOverflow(
            by: UInt64(min(max(burst, 1), 1_000_000_000)))
        tolerance = overflow ? UInt64(Int64.max) : min(product, UInt64(Int64.max))
    }

    /// Decides about a request at `now` and moves the due time on when it is allowed.
    ///
    /// 0 is the state of somebody new.
    package func decide(_ due: inout UInt64, now: UInt64) -> LimitDecision {
        let ahead = due > now ? due - now : 0
        let (next, overflow) = ahead.addingReportingOverflow(interval)
        guard !overflow, next <= tolerance else {
            let wait = overflow ? UInt64.max : next - tolerance
            return LimitDecision(
                isAllowed: false, remaining: 0, retryAfter: .nanoseconds(Int64(min(wait, UInt64(Int64.max)))))
        }
        due = now &+ next
        return LimitDecision(
            isAllowed: true, remaining: Int((tolerance - next) / interval), retryAfter: .zero)
    }
}

/// A point of the loops' monotonic clock, in nanoseconds; the same on all loops of a process.
package struct LoopInstant: Sendable, Comparable, Hashable {
    /// Nanoseconds since the machine started.
    package var nanoseconds: Int64

    /// An instant from nanoseconds.
    @inlinable
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The instant now, read from the kernel.
    package static var now: LoopInstant { LoopInstant(nanoseconds: SystemCall.monotonicNanoseconds()) }

    /// The later instant, saturating.
    package func advanced(by duration: Duration) -> LoopInstant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
        return LoopInstant(nanoseconds: overflow ? .max : sum)
    }

    /// The time from another instant to this one.
    package func since(_ other: LoopInstant) -> Duration {
        .nanoseconds(nanoseconds &- other.nanoseconds)
    }

    /// Orders instants in time.
    @inlinable
    package static func < (left: LoopInstant, right: LoopInstant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension Duration {
    /// The duration in whole nanoseconds, saturating at about 292 years.
    package var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        return carried ? .max : sum
    }
}

import Glibc

/// The monotonic clock of this machine: for durations, deadlines and anything that is compared.
package enum ProcessClock {
    /// Nanoseconds since an arbitrary moment; never goes back.
    package static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)  // Cannot fail: the clock exists and the pointer is ours.
        return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
            &+ UInt64(truncatingIfNeeded: time.tv_nsec)
    }
}

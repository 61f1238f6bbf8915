/// A `Retry-After` that does not bring everybody back in the same second.
///
/// CONVENTIONS.md 1.2: base + rand(0, base / 2), in whole seconds; the half is rounded up, so that one second
/// spreads too.
package struct JitteredRetry: Sendable, Equatable {
    /// The shortest answer in seconds, 1 to 86,400.
    package let base: Int

    /// A retry after at least `base` seconds, brought into 1 to 86,400.
    package init(base: Int) {
        self.base = min(86_400, max(1, base))
    }

    /// The seconds to answer, `base` to `base` and a half, even over all values of `random`.
    package func seconds(random: UInt64) -> Int {
        // The high half of the product spreads evenly without a division.
        base + Int(random.multipliedFullWidth(by: UInt64((base + 1) / 2 + 1)).high)
    }
}

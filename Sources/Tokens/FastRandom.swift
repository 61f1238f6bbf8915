/// Random numbers for ids and jitter, a few nanoseconds each; never for secrets.
///
/// SplitMix64, by Steele and others (2014).
package struct FastRandom: RandomNumberGenerator {
    private var state: UInt64

    /// A generator seeded from the system's secure one.
    package init() {
        var secure = SecureRandom()
        state = secure.next()
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

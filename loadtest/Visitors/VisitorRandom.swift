import Glibc

/// A small seeded generator (SplitMix64): a rehearsal can be played again with the same crowd.
struct VisitorRandom: RandomNumberGenerator {
    private var state: UInt64

    /// The generator of a seed.
    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to 1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A gap of a process without memory, with this mean.
    mutating func gap(mean: Double) -> Double {
        -log(max(unit(), 1e-12)) * mean
    }

    /// A time scattered by a fifth on both sides, as the waiting page does it.
    mutating func jittered(_ time: Double) -> Double {
        time * (0.8 + 0.4 * unit())
    }
}

/// What one password hash costs: the parameters of Argon2id (RFC 9106).
package struct PasswordCost: Sendable, Equatable {
    /// Memory in KiB, at least 8 a lane.
    package var memory: UInt32
    /// Passes over the memory, at least 1.
    package var passes: UInt32
    /// Lanes, which a thread computes one after the other.
    package var lanes: UInt32

    /// A cost.
    package init(memory: UInt32, passes: UInt32, lanes: UInt32) {
        self.memory = memory
        self.passes = passes
        self.lanes = lanes
    }

    /// The first choice of the OWASP Password Storage sheet: 19 MiB, two passes, one lane; about 20 ms.
    package static let standard = PasswordCost(memory: 19 * 1024, passes: 2, lanes: 1)
    /// What a stored hash may ask of us at most, whoever wrote it into the table.
    static let limit = PasswordCost(memory: 256 * 1024, passes: 16, lanes: 4)

    /// Whether the parameters are ones that Argon2 takes and that we are ready to pay.
    var isAcceptable: Bool {
        (1...Self.limit.lanes).contains(lanes) && (1...Self.limit.passes).contains(passes)
            && (8 * lanes...Self.limit.memory).contains(memory)
    }
}

/// Every key of an installation, as one immutable value: what the key folder holds.
///
/// Loops never read it: they use what is made of it once (`SlipSealer`, `AdmissionSigner`, `SessionKey`),
/// published anew after each reload.
package struct KeyRing: Sendable, Equatable {
    /// The most keys of one kind that a ring holds.
    package static let maximumKeys = 64

    /// A key that signs slips.
    package struct SlipKey: Sendable, Equatable {
        /// The id that slips carry; never zero.
        package let id: UInt32
        /// The first moment at which it signs, in milliseconds since 1970.
        package let signFrom: Int64
        /// The secret, or nil once the key is retired.
        ///
        /// The id stays, so that nobody takes it for an unknown one.
        package internal(set) var secret: Secret?
    }

    /// A key that signs admission tokens.
    package struct AdmissionKey: Sendable, Equatable {
        /// The first moment at which it signs, in milliseconds since 1970.
        package let signFrom: Int64
        /// The 32-byte seed of the Ed25519 key (RFC 8032).
        package let seed: Secret
    }

    /// The keys of slips, by `signFrom` ascending; at least one has its secret.
    package internal(set) var slips: [SlipKey]
    /// The keys of admission tokens, by `signFrom` ascending; at least one.
    package internal(set) var admissions: [AdmissionKey]
    /// The secret from which session ids are derived; it never rotates, since the ids would change.
    package let session: Secret

    /// A ring with one fresh key of each kind, which sign from now on.
    package init(now: Int64, random: inout some RandomNumberGenerator) {
        slips = []
        admissions = [AdmissionKey(signFrom: now, seed: Secret(random: &random))]
        session = Secret(random: &random)
        slips = [SlipKey(id: freshSlipID(random: &random), signFrom: now, secret: Secret(random: &random))]
    }

    init(slips: [SlipKey], admissions: [AdmissionKey], session: Secret) {
        self.slips = slips.sorted { $0.signFrom < $1.signFrom }
        self.admissions = admissions.sorted { $0.signFrom < $1.signFrom }
        self.session = session
    }

    /// An id that no key of the ring has had.
    func freshSlipID(random: inout some RandomNumberGenerator) -> UInt32 {
        // Bounded: at most `maximumKeys` of four thousand million ids are taken.
        while true {
            let id = UInt32(truncatingIfNeeded: random.next())
            if id != 0, !slips.contains(where: { $0.id == id }) { return id }
        }
    }
}

extension KeyRing {
    /// How long a public key stands in the JWK set before it signs: twice the set's `max-age` of 300 s.
    package static let publishedAhead = Duration.seconds(600)
    /// How long an admission key still verifies after its successor began.
    ///
    /// One token life, and a clock's error.
    package static let verifiedAfter = AdmissionToken.maximumLife + .seconds(300)

    /// Adds a slip key that signs from two reloads ahead on, when every gateway surely has it (LINE.md 2.12).
    ///
    /// `reload` is how often gateways read the folder. The keys before it go on verifying until they are
    /// retired.
    package mutating func rotateSlips(
        now: Int64, reload: Duration, random: inout some RandomNumberGenerator
    ) throws(KeyError) {
        if slips.count >= Self.maximumKeys, let oldest = slips.firstIndex(where: { $0.secret == nil }) {
            slips.remove(at: oldest)
        }
        guard slips.count < Self.maximumKeys else { throw .tooMany }
        let ahead = now &+ (reload * 2 + .seconds(1)).wholeMilliseconds
        let signFrom = max(ahead, (slips.last?.signFrom ?? 0) &+ 1)
        let secret = Secret(random: &random)
        slips.append(SlipKey(id: freshSlipID(random: &random), signFrom: signFrom, secret: secret))
    }

    /// Forgets the secret of a slip key that a younger one has followed, once its epochs are over.
    ///
    /// LINE.md 2.12: that is every epoch opened before the successor's `signFrom` and an hour. Throws
    /// `.noKey` for an unknown id and for the key that signs now or will.
    package mutating func retireSlipKey(_ id: UInt32, now: Int64) throws(KeyError) {
        guard let index = slips.firstIndex(where: { $0.id == id }), let signing = signingSlip(at: now),
            slips[index].signFrom < slips[signing].signFrom
        else { throw .noKey }
        slips[index].secret = nil
    }

    /// Adds an admission key that signs once every cached JWK set has it; drops those that nothing needs.
    ///
    /// A key is needed for `keeping` after its successor began: as long as what it signed is good for.
    package mutating func rotateAdmissions(
        now: Int64, reload: Duration, keeping: Duration = verifiedAfter,
        random: inout some RandomNumberGenerator
    ) throws(KeyError) {
        dropSpentAdmissions(now: now, keeping: keeping)
        guard admissions.count < Self.maximumKeys else { throw .tooMany }
        let ahead = now &+ max(Self.publishedAhead, reload * 2 + .seconds(1)).wholeMilliseconds
        let signFrom = max(ahead, (admissions.last?.signFrom ?? 0) &+ 1)
        admissions.append(AdmissionKey(signFrom: signFrom, seed: Secret(random: &random)))
    }

    /// The index of the slip key that signs at a moment: the youngest whose time has come.
    ///
    /// Before every key's time (a clock that is behind) it is the first one: a slip must be signed by
    /// something.
    func signingSlip(at now: Int64) -> Int? {
        let usable = slips.indices.filter { slips[$0].secret != nil }
        return usable.last { slips[$0].signFrom <= now } ?? usable.first
    }

    private mutating func dropSpentAdmissions(now: Int64, keeping: Duration) {
        let spent = now &- keeping.wholeMilliseconds
        while admissions.count > 1, admissions[1].signFrom < spent { admissions.removeFirst() }
    }
}

extension Duration {
    /// The duration in milliseconds, rounded down; far beyond any clock it stops at what fits.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        if overflow { return seconds < 0 ? .min / 4 : .max / 4 }
        return whole &+ attoseconds / 1_000_000_000_000_000
    }
}

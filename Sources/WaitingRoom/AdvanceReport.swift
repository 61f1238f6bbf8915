/// What a gateway says when it asks the line to advance.
package struct AdvanceReport: Sendable, Equatable {
    /// The gateway's name, unique among those of the room.
    package var gateway: String
    /// How much of the rate the sites behind this gateway can take, 0 to 1.
    ///
    /// The smallest of the last 10 s counts.
    package var factor: Double
    /// `AdvanceReply.endedUpTo` of the answer before, 0 at first.
    package var endedSince: Int64

    /// A report.
    package init(gateway: String, factor: Double = 1, endedSince: Int64 = 0) {
        self.gateway = gateway
        self.factor = factor.isNaN ? 1 : min(1, max(0, factor))
        self.endedSince = endedSince
    }
}

/// What one gateway last said about the sites behind it.
package struct GatewayFactor: Sendable, Equatable {
    /// How much of the rate they can take, 0 to 1.
    package var factor: Double
    /// Room time of the report in milliseconds.
    package var time: Int64
}

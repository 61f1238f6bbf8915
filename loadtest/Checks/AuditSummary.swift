/// What audit.lua counted in the state of a room whose gateways audit their claims.
struct AuditSummary {
    /// How often it checked.
    var checks = 0
    /// How often the cap or the rate's bound was broken.
    var broken = 0
    /// How often somebody stood at the door after a script that let a larger number in.
    var overtaken = 0
    /// The most sessions at once.
    var open = 0
    /// The highest level of the bucket that drains at the rate.
    var peak = 0.0
}

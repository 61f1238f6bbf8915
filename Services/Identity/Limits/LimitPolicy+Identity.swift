internal import ServiceKit

/// How often one address may come, on each loop; and how many codes one loop sends, whoever asks.
extension LimitPolicy {
    /// Comparing a password or a second factor.
    static let addressLogin = LimitPolicy("address-login", quota: 60, per: .seconds(60))
    /// Registering, and asking for codes.
    static let addressCode = LimitPolicy("address-code", quota: 30, per: .seconds(300))
    /// Answering codes and renewing tokens.
    static let addressAnswer = LimitPolicy("address-answer", quota: 120, per: .seconds(60))
    /// The bound on what a flood of codes could cost.
    static let allCodes = LimitPolicy("all-codes", quota: 500, per: .seconds(10))
}

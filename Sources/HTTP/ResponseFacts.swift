/// What a response head says, apart from its fields.
struct ResponseFacts {
    var status = 0
    var reasonRange = 0..<0
    var minorVersion: UInt8 = 1
    var framing = BodyFraming.none
    var declaredLength: Int?
    var connection = ConnectionOptions()
    /// False where the connection can't be used again whatever its fields say.
    var reusable = true
}

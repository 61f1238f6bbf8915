/// What a request head says, apart from its fields.
struct RequestFacts {
    var method = Method.other
    var methodRange = 0..<0
    var form = TargetForm.origin
    var targetRange = 0..<0
    var pathRange = 0..<0
    var queryRange: Range<Int>?
    var hostRange: Range<Int>?
    var minorVersion: UInt8 = 1
    var pathIsPlain = true
    var framing = BodyFraming.none
    var connection = ConnectionOptions()
    var expectsContinue = false
}

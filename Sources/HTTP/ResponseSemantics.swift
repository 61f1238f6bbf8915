/// Gathers what the fields of a response mean for its framing and its connection (RFC 9112 section 6.3).
struct ResponseSemantics {
    private var length: Int?
    private var transferEncoding: TransferCoding?

    /// Takes in one field.
    mutating func read(
        _ field: HeadField, _ bytes: UnsafePointer<UInt8>, _ facts: inout ResponseFacts
    ) throws(RequestError) {
        switch field.known {
        case .connection: try facts.connection.read(bytes, field.value)
        case .contentLength:
            guard length == nil else { throw .repeatedContentLength }
            guard let number = FieldValue.length(bytes, field.value) else { throw .badContentLength }
            length = number
        case .transferEncoding:
            guard transferEncoding == nil else { throw .badTransferEncoding }
            transferEncoding = TransferCoding(bytes, field.value)
        default: break
        }
    }

    /// Draws the conclusions once all fields are read.
    func finish(_ method: Method, _ facts: inout ResponseFacts) throws(ResponseError) {
        facts.declaredLength = length
        if let transferEncoding {
            guard length == nil else { throw .head(.lengthAndTransferEncoding) }
            guard facts.minorVersion > 0 else { throw .head(.transferEncodingOnOldVersion) }
            switch transferEncoding {
            case .chunked: break
            case .unknown: throw .head(.unknownTransferCoding)
            case .bad: throw .head(.badTransferEncoding)
            }
        }
        if facts.status == 101 || method == .connect && facts.status / 100 == 2 { throw .switchedProtocols }
        if method == .head || facts.status < 200 || facts.status == 204 || facts.status == 304 {
            facts.framing = .none
            // 1xx and 204 never have a body: one that announces it may send it, so nothing may follow.
            let bodiless = facts.status < 200 || facts.status == 204
            facts.reusable = !(bodiless && (transferEncoding != nil || (length ?? 0) > 0))
        } else if transferEncoding != nil {
            facts.framing = .chunked
        } else if let length {
            facts.framing = .length(length)
        } else {
            facts.framing = .untilClose
            facts.reusable = false
        }
    }
}

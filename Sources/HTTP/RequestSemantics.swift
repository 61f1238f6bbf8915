/// Gathers what the fields of a request mean for its framing and its connection.
struct RequestSemantics {
    private var host: Range<Int>?
    private var length: Int?
    private var transferEncoding: TransferCoding?

    /// Takes in one field.
    @inline(__always)
    mutating func read(
        _ field: HeadField, _ bytes: UnsafePointer<UInt8>, _ facts: inout RequestFacts
    ) throws(RequestError) {
        switch field.known {
        case .host, .connection, .contentLength, .transferEncoding, .expect:
            try readSpecial(field, bytes, &facts)
        default: break
        }
    }

    private mutating func readSpecial(
        _ field: HeadField, _ bytes: UnsafePointer<UInt8>, _ facts: inout RequestFacts
    ) throws(RequestError) {
        switch field.known {
        case .host:
            guard host == nil else { throw .severalHosts }
            guard Authority.isValid(bytes, field.value) else { throw .badHost }
            host = field.value
        case .connection: try facts.connection.read(bytes, field.value)
        case .contentLength:
            guard length == nil else { throw .repeatedContentLength }
            guard let number = FieldValue.length(bytes, field.value) else { throw .badContentLength }
            length = number
        case .transferEncoding:
            guard transferEncoding == nil else { throw .badTransferEncoding }
            transferEncoding = TransferCoding(bytes, field.value)
        case .expect:
            // HTTP/1.0 knows no 100, so the field says nothing there (RFC 9110 section 10.1.1).
            guard facts.minorVersion > 0 else { return }
            guard FieldValue.isContinue(bytes, field.value) else { throw .unknownExpectation }
            facts.expectsContinue = true
        default: break
        }
    }

    /// Draws the conclusions once all fields are read.
    mutating func finish(_ bytes: UnsafePointer<UInt8>, _ facts: inout RequestFacts) throws(RequestError) {
        if let host {
            if let authority = facts.hostRange, !Authority.same(bytes, host, authority) {
                throw .hostMismatch
            }
            facts.hostRange = host
        } else if facts.minorVersion > 0 {
            throw .missingHost
        }
        guard let transferEncoding else {
            if let length { facts.framing = .length(length) }
            return
        }
        guard length == nil else { throw .lengthAndTransferEncoding }
        guard facts.minorVersion > 0 else { throw .transferEncodingOnOldVersion }
        switch transferEncoding {
        case .chunked: facts.framing = .chunked
        case .unknown: throw .unknownTransferCoding
        case .bad: throw .badTransferEncoding
        }
    }
}

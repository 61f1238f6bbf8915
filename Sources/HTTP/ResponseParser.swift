import Bytes

/// Parses response heads of upstreams as strictly as requests.
///
/// What is ambiguous there could poison the next answer on the connection.
package enum ResponseParser {
    /// Looks for a whole head at the front of `bytes` and parses it into `head`.
    ///
    /// `method` is the request's, which decides whether a body follows. `scanned` is what the last call
    /// answered for the same bytes with fewer at the end, or 0.
    package static func parse(
        _ bytes: RawSpan, scanned: Int, to method: Method, limits: HTTPLimits, into head: ResponseHead
    ) -> ResponseResult {
        guard bytes.byteCount > 0 else { return .needMore(scanned: 0) }
        guard bytes.byte(at: 0) == 0x48 else { return .failed(.badStatusLine) }
        switch HeadEnd.find(bytes, scanned: scanned, limit: limits.headBytes) {
        case .needMore(let scanned): return .needMore(scanned: scanned)
        case .found(let range): return read(bytes, range, method, limits, head)
        case .tooLarge: return .failed(.head(.headTooLarge))
        case .bareLineFeed: return .failed(.head(.bareLineFeed))
        case .bareCarriageReturn: return .failed(.head(.bareCarriageReturn))
        case .empty: return .failed(.badStatusLine)
        }
    }

    private static func read(
        _ bytes: RawSpan, _ range: Range<Int>, _ method: Method, _ limits: HTTPLimits, _ head: ResponseHead
    ) -> ResponseResult {
        guard let copy = head.block.fill(bytes, range) else { return .failed(.badStatusLine) }
        let memory = UnsafePointer(copy)  // Sound: the block's own, not moved until it is filled again.
        var facts = ResponseFacts()
        do throws(ResponseError) {
            var position = try statusLine(memory, &facts)
            var semantics = ResponseSemantics()
            do throws(RequestError) {
                while let field = try FieldParser.next(memory, &position) {
                    guard head.block.fieldCount < limits.fieldCount else { throw .tooManyFields }
                    head.block.append(field)
                    try semantics.read(field, memory, &facts)
                }
            } catch { throw .head(error) }
            try semantics.finish(method, &facts)
        } catch { return .failed(error) }
        head.facts = facts
        return .complete(byteCount: range.upperBound)
    }

    /// Reads the status line and answers where the next line begins.
    ///
    /// As in `FieldParser`, every scan stops at a carriage return at the latest, and slack makes the reads
    /// sound.
    private static func statusLine(
        _ bytes: UnsafePointer<UInt8>, _ facts: inout ResponseFacts
    ) throws(ResponseError) -> Int {
        guard Word.equal(bytes, 5, "HTTP/"), isDigit(bytes[5]), bytes[6] == 0x2E, isDigit(bytes[7]),
            bytes[8] == 0x20
        else { throw .badStatusLine }
        guard bytes[5] == 0x31, bytes[7] <= 0x31 else { throw .unsupportedVersion }
        facts.minorVersion = bytes[7] - 0x30
        guard isDigit(bytes[9]), isDigit(bytes[10]), isDigit(bytes[11]) else { throw .badStatusLine }
        facts.status = Int(bytes[9] - 0x30) * 100 + Int(bytes[10] - 0x30) * 10 + Int(bytes[11] - 0x30)
        guard facts.status >= 100, facts.status <= 599 else { throw .badStatus }
        // The space before an empty reason is often forgotten; nothing about that is ambiguous.
        guard bytes[12] == 0x20 || bytes[12] == 0x0D else { throw .badStatusLine }
        let start = bytes[12] == 0x20 ? 13 : 12
        var position = Word.firstControl(bytes, from: start)
        while bytes[position] == 0x09 { position = Word.firstControl(bytes, from: position + 1) }
        guard bytes[position] == 0x0D else { throw .badStatusLine }
        guard bytes[position + 1] == 0x0A else { throw .head(.bareCarriageReturn) }
        facts.reasonRange = start..<position
        return position + 2
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

import Bytes

/// Parses request heads as RFC 9112 says, and refuses whatever two servers could read in two ways.
package enum RequestParser {
    /// Looks for a whole head at the front of `bytes` and parses it into `head`.
    ///
    /// `scanned` is what the last call answered for the same bytes with fewer at the end, or 0. When the
    /// answer isn't `complete`, the head's content is not to be used. No bytes behind the head are looked at.
    package static func parse(
        _ bytes: RawSpan, scanned: Int, limits: HTTPLimits, into head: RequestHead
    ) -> HeadResult {
        guard bytes.byteCount > 0 else { return .needMore(scanned: 0) }
        let first = bytes.byte(at: 0)
        guard ByteSet.token.contains(first) || first == 0x0D || first == 0x0A else {
            return .failed(.badMethod)
        }
        switch HeadEnd.find(bytes, scanned: scanned, limit: limits.headBytes) {
        case .needMore(let scanned): return .needMore(scanned: scanned)
        case .found(let range): return read(bytes, range, limits, head)
        case .tooLarge: return .failed(tooLarge(bytes, limits))
        case .bareLineFeed: return .failed(.bareLineFeed)
        case .bareCarriageReturn: return .failed(.bareCarriageReturn)
        case .empty: return .failed(.badLine)
        }
    }

    private static func read(
        _ bytes: RawSpan, _ range: Range<Int>, _ limits: HTTPLimits, _ head: RequestHead
    ) -> HeadResult {
        do throws(RequestError) {
            head.facts = try read(into: &head.block, bytes, range, limits)
            return .complete(byteCount: range.upperBound)
        } catch {
            return .failed(error)
        }
    }

    private static func read(
        into block: inout HeadBlock, _ bytes: RawSpan, _ range: Range<Int>, _ limits: HTTPLimits
    ) throws(RequestError) -> RequestFacts {
        guard let copy = block.fill(bytes, range) else { throw .badLine }
        let memory = UnsafePointer(copy)  // Sound: the block's own, not moved until it is filled again.
        var facts = RequestFacts()
        var line = RequestLineParser(memory, slashAt: range.count)
        try line.read(&facts)
        guard line.position - 2 <= limits.requestLineBytes else { throw .lineTooLong }

        var semantics = RequestSemantics()
        var position = line.position
        while let field = try FieldParser.next(memory, &position) {
            guard block.fieldCount < limits.fieldCount else { throw .tooManyFields }
            block.append(field)
            try semantics.read(field, memory, &facts)
        }
        try semantics.finish(memory, &facts)
        return facts
    }

    /// A head without an end is a line that is too long or fields that are too many bytes.
    private static func tooLarge(_ bytes: RawSpan, _ limits: HTTPLimits) -> RequestError {
        for index in 0..<min(bytes.byteCount, limits.requestLineBytes + 2) where bytes.byte(at: index) == 0x0A
        {
            if index > 1 { return .headTooLarge }
        }
        return .lineTooLong
    }
}

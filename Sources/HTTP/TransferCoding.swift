/// Judges a Transfer-Encoding value: the house knows chunked and nothing else (RFC 9112 section 6.1).
enum TransferCoding {
    case chunked
    /// Codings that end in chunked, with others that we don't know before it.
    case unknown
    /// Chunked isn't last or stands twice, or this is no plain list of tokens.
    case bad

    init(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) {
        if Self.isChunked(bytes, value) {
            self = .chunked
            return
        }
        self = .bad
        var list = ListScan(bytes, value)
        var items = 0
        var chunked = 0
        var lastIsChunked = false
        while let item = list.next() {
            for index in item where !ByteSet.token.contains(bytes[index]) { return }
            lastIsChunked = Self.isChunked(bytes, item)
            if lastIsChunked { chunked += 1 }
            items += 1
        }
        // One item means `chunked` with stray commas, which not everybody reads as chunked: bad.
        if lastIsChunked, chunked == 1, items > 1 { self = .unknown }
    }

    private static func isChunked(_ bytes: UnsafePointer<UInt8>, _ item: Range<Int>) -> Bool {
        // Values have no control bytes, so that folding in words is exact here too.
        item.count == 7 && Word.equalFolded(bytes + item.lowerBound, 7, "chunked")
    }
}

import Bytes

extension ProxyHead {
    /// Appends a Cookie field without the gateway's own cookies, or nothing if no other is left.
    static func writeCookies(_ head: RequestHead, _ field: HeadField, to out: inout ByteBuffer) {
        if head.connectionNamesFields, connectionNames(field.name, in: head.block) { return }
        guard let base = head.block.base else { return }
        // Sound: used inside this call only, and nothing fills the block meanwhile.
        let bytes = UnsafePointer(base)
        guard hasOwn(bytes, field.value) else {
            head.with(field.name.lowerBound..<field.value.upperBound) { out.append($0) }
            out.append("\r\n")
            return
        }
        var scan = CookieScan(bytes, field.value)
        var written = 0
        while let pair = scan.next() {
            if isOwn(bytes, pair.name) { continue }
            if written == 0 { out.append("Cookie: ") } else { out.append("; ") }
            head.with(pair.whole) { out.append($0) }
            written += 1
        }
        if written > 0 { out.append("\r\n") }
    }

    private static func hasOwn(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) -> Bool {
        var scan = CookieScan(bytes, value)
        while let pair = scan.next() {
            if isOwn(bytes, pair.name) { return true }
        }
        return false
    }

    /// Whether a cookie is a slip, an admission token or a session of this gateway.
    ///
    /// That is `sluice-q`, `-a` or `-s`, with or without `__Host-`, and with or without a room behind it.
    private static func isOwn(_ bytes: UnsafePointer<UInt8>, _ name: Range<Int>) -> Bool {
        let start = bytes + name.lowerBound
        let prefix: Int
        if name.count >= 8, Word.equal(start, 7, "sluice-") {
            prefix = 7
        } else if name.count >= 15, Word.equal(start, 14, "__Host-sluice-") {
            prefix = 14
        } else {
            return false
        }
        guard name.count == prefix + 1 || start[prefix + 1] == UInt8(ascii: "-") else { return false }
        let letter = start[prefix]
        return letter == UInt8(ascii: "q") || letter == UInt8(ascii: "a") || letter == UInt8(ascii: "s")
    }
}

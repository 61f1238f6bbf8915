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

    /// Whether a cookie is the slip, the admission token or the session of this gateway.
    private static func isOwn(_ bytes: UnsafePointer<UInt8>, _ name: Range<Int>) -> Bool {
        let start = bytes + name.lowerBound
        let length = name.count
        guard length == 8 || length == 15 else { return false }
        let prefixed =
            length == 8 ? Word.equal(start, 7, "sluice-") : Word.equal(start, 14, "__Host-sluice-")
        let last = bytes[name.upperBound - 1]
        return prefixed && (last == 0x71 || last == 0x61 || last == 0x73)
    }
}

/// Rewrites heads on their way through the gateway; see `writeRequest` and `writeResponse`.
///
/// Neither writes the empty line at the end, so that the caller may add fields of its own and then
/// `HeadWriter.end`.
package enum ProxyHead {
    /// Whether a field is meant for one connection only (RFC 9110 section 7.6.1), or is written anew by us.
    static func isHopByHop(_ known: KnownField) -> Bool {
        switch known {
        case .connection, .keepAlive, .proxyConnection, .proxyAuthenticate, .proxyAuthorization, .te,
            .trailer,
            .transferEncoding, .upgrade, .contentLength:
            true
        default: false
        }
    }

    /// Whether one of the Connection fields names this field.
    static func connectionNames(_ name: Range<Int>, in block: borrowing HeadBlock) -> Bool {
        guard let base = block.base else { return false }
        // Sound: used inside this call only, and nothing fills the block meanwhile.
        let bytes = UnsafePointer(base)
        for index in 0..<block.fieldCount {
            let field = block.field(at: index)
            guard field.known == .connection else { continue }
            var list = ListScan(bytes, field.value)
            while let item = list.next() {
                if Authority.same(bytes, item, name) { return true }
            }
        }
        return false
    }
}

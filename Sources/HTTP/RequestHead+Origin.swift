internal import Bytes

extension RequestHead {
    /// Whether a write comes from a page of this host, or from a client that is no browser.
    ///
    /// `SameSite=Lax` keeps our cookies out of other sites' posts, but not their answers' cookies: another
    /// site's form could put a new place over the visitor's own, or take it away. Browsers say where a
    /// request comes from in Sec-Fetch-Site, older ones and plain HTTP in Origin (Fetch standard, RFC 6454);
    /// clients that say neither carry nobody's cookies. Behind a trusted proxy the host may be the one that
    /// it names.
    package func comesFromOurPages(trustsProxy: Bool) -> Bool {
        if let site = firstValue(.secFetchSite) {
            return with(site) { $0.equalsIgnoringCase("same-origin") || $0.equalsIgnoringCase("none") }
        }
        guard let origin = firstValue(.origin) else { return true }
        if let host = hostRange, isOrigin(origin, of: host) { return true }
        guard trustsProxy, let host = firstValue(.xForwardedHost) else { return false }
        return isOrigin(origin, of: host)
    }

    private func isOrigin(_ origin: Range<Int>, of host: Range<Int>) -> Bool {
        with(origin) { origin in
            with(host) { host in
                // `null` and every other scheme are somebody else's. A proxy may have taken TLS off, so both
                // schemes fit.
                for scheme in ["https://", "http://"] as [StaticString] where origin.starts(with: scheme) {
                    return Self.same(origin.extracting(scheme.utf8CodeUnitCount..<origin.byteCount), host)
                }
                return false
            }
        }
    }

    private static func same(_ one: RawSpan, _ other: RawSpan) -> Bool {
        guard one.byteCount == other.byteCount else { return false }
        for index in 0..<one.byteCount where lower(one.byte(at: index)) != lower(other.byte(at: index)) {
            return false
        }
        return true
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}

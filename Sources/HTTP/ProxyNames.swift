import Bytes

/// The field names by which proxies tell sites who a visitor is, or what was really asked for.
///
/// Only a trusted proxy's word counts: sites and frameworks believe these fields, as the visitor's address
/// (for their limits and logs), as TLS, or as another host and path, which would lead around a room. Behind
/// us the visitor's address stands in X-Forwarded-For.
enum ProxyNames {
    /// Whether a name, in any capitals, is one of them.
    static func contain(_ name: RawSpan) -> Bool {
        if name.byteCount >= 11, name.extracting(0..<11).equalsIgnoringCase("x-forwarded") { return true }
        switch name.byteCount {
        case 8: return name.equalsIgnoringCase("x-scheme")
        case 9: return name.equalsIgnoringCase("x-real-ip") || name.equalsIgnoringCase("client-ip")
        case 11: return name.equalsIgnoringCase("x-client-ip")
        case 12: return name.equalsIgnoringCase("x-url-scheme")
        case 13: return name.equalsIgnoringCase("x-rewrite-url")
        case 14: return name.equalsIgnoringCase("true-client-ip") || name.equalsIgnoringCase("x-original-url")
        case 15:
            return name.equalsIgnoringCase("front-end-https") || name.equalsIgnoringCase("x-original-host")
        case 16:
            return name.equalsIgnoringCase("cf-connecting-ip") || name.equalsIgnoringCase("fastly-client-ip")
                || name.equalsIgnoringCase("x-azure-clientip")
        case 18: return name.equalsIgnoringCase("cf-connecting-ipv6")
        case 19: return name.equalsIgnoringCase("x-cluster-client-ip")
        case 24:
            return name.equalsIgnoringCase("x-envoy-external-address")
                || name.equalsIgnoringCase("x-original-forwarded-for")
        default: return false
        }
    }
}

internal import Bytes
package import HTTP

extension RequestHead {
    /// Where the value of a cookie of ours stands, by its name with TLS and its name without.
    ///
    /// Over TLS only the `__Host-` name counts: any page of a neighbouring host, or anybody on a plain
    /// connection, could set the other.
    package func ownCookie(_ secure: StaticString, _ plain: StaticString) -> Range<Int>? {
        if let scheme = firstValue(.xForwardedProto), with(scheme, { $0.equalsIgnoringCase("https") }) {
            return cookie(named: secure)
        }
        return cookie(named: secure) ?? cookie(named: plain)
    }
}

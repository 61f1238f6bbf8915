import HTTP

extension RequestHead {
    /// The value of a room's cookie under the name that is set, else under its other one; allocates nothing.
    func cookie(_ name: CookieName) -> Range<Int>? {
        guard has(.cookie) else { return nil }
        let written = name.written
        if let value = cookie(named: written.span.bytes) { return value }
        let other = name.other
        return cookie(named: other.span.bytes)
    }
}

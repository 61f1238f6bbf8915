import Bytes

/// A Lua script and its digest, made once and used by all clients.
package struct RedisScript: Sendable {
    /// The script's source.
    package let source: [UInt8]
    /// Its SHA-1 in 40 lower-case hexadecimal digits, as Redis names it.
    package let digest: [UInt8]

    /// A script from its source, as `PackageResources` embeds it.
    package init(_ source: [UInt8]) {
        self.source = source
        digest = SHA1.hexadecimalDigest(of: source)
    }
}

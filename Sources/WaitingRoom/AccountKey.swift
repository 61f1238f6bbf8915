/// Eight bytes of an account's keyed hash: enough to find the account again, nothing that names it.
package struct AccountKey: Hashable, Sendable {
    /// The eight bytes as one number, most significant first.
    package var bits: UInt64

    /// The key with these bits.
    package init(_ bits: UInt64) {
        self.bits = bits
    }
}

internal import Bytes

/// A password's hash as it is stored: Argon2id with its cost and salt, in the PHC string form.
package struct PasswordHash: Sendable, Equatable {
    static let saltBytes = 16
    static let tagBytes = 32

    /// What computing it cost.
    package let cost: PasswordCost
    let salt: [UInt8]
    let tag: [UInt8]

    init(cost: PasswordCost, salt: [UInt8], tag: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.tag = tag
    }

    /// Hashes a password with fresh salt; blocks for as long as the cost says.
    ///
    /// Throws `.outOfMemory` where the memory of the cost is not to be had.
    package init(
        of password: String, cost: PasswordCost, random: inout some RandomNumberGenerator
    ) throws(PasswordHashError) {
        var salt: [UInt8] = []
        for _ in 0..<Self.saltBytes / 8 {
            withUnsafeBytes(of: random.next()) { salt.append(contentsOf: $0) }
        }
        let tag = try Argon2.tag(of: Array(password.utf8), salt: salt, cost: cost, bytes: Self.tagBytes)
        self.init(cost: cost, salt: salt, tag: tag)
    }

    /// Whether it is the hash of this password; blocks for as long as its cost says.
    ///
    /// The tags are compared in constant time.
    package func matches(_ password: String) throws(PasswordHashError) -> Bool {
        let other = try Argon2.tag(of: Array(password.utf8), salt: salt, cost: cost, bytes: tag.count)
        return other.span.bytes.equalsInConstantTime(tag.span.bytes)
    }

    /// A hash that no password has, of the same cost: what an unknown account is compared with.
    package static func decoy(cost: PasswordCost) -> PasswordHash {
        PasswordHash(
            cost: cost, salt: [UInt8](repeating: 0, count: saltBytes),
            tag: [UInt8](repeating: 0, count: tagBytes))
    }
}

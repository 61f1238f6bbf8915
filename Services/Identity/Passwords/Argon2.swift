internal import CArgon2

/// libargon2 behind one function.
enum Argon2 {
    /// The Argon2id tag of a secret (version 0x13); blocks, and allocates the cost's memory for its time.
    static func tag(
        of secret: [UInt8], salt: [UInt8], cost: PasswordCost, bytes: Int
    ) throws(PasswordHashError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: bytes)
        let result = secret.withUnsafeBytes { secret in
            salt.withUnsafeBytes { salt in
                tag.withUnsafeMutableBytes { tag in
                    argon2id_hash_raw(
                        cost.passes, cost.memory, cost.lanes, secret.baseAddress, secret.count,
                        salt.baseAddress, salt.count, tag.baseAddress, tag.count)
                }
            }
        }
        guard result == ARGON2_OK.rawValue else {
            throw result == ARGON2_MEMORY_ALLOCATION_ERROR.rawValue ? .outOfMemory : .unusable(code: result)
        }
        return tag
    }
}

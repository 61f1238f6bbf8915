/// A public key and the name by which tokens call it.
package struct VerificationKey: Sendable {
    /// The `kid`: an opaque name, compared byte for byte.
    package let id: [UInt8]
    /// The key, which is an Ed25519 one and so fixes the algorithm.
    package let key: Ed25519PublicKey

    /// A key under a name; under its thumbprint where none is given.
    package init(_ key: Ed25519PublicKey, id: [UInt8]? = nil) {
        self.key = key
        self.id = id ?? key.thumbprint
    }
}

extension KeyRing {
    /// The ring's Ed25519 keys with the moments from which they sign, the oldest first.
    ///
    /// For a service whose ring is its own and which signs what is no token, such as tickets.
    package func signingKeys() throws(KeyError) -> [(signFrom: Int64, key: Ed25519PrivateKey)] {
        var keys: [(signFrom: Int64, key: Ed25519PrivateKey)] = []
        for record in admissions {
            let key = try record.seed.withBytes { seed throws(KeyError) in try Ed25519PrivateKey(seed: seed) }
            keys.append((record.signFrom, key))
        }
        return keys
    }

    /// The public halves of all admission keys, those before and those to come included.
    package func verificationKeys() throws(KeyError) -> [VerificationKey] {
        var keys: [VerificationKey] = []
        for record in admissions {
            let key = try record.seed.withBytes { seed throws(KeyError) in try Ed25519PrivateKey(seed: seed) }
            keys.append(VerificationKey(key.publicKey))
        }
        return keys
    }
}

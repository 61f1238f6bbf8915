internal import Tokens

/// What the providers and their stand-ins sign with; nothing of it is ever printed.
final class ProviderSecrets: Sendable {
    /// The key of the mock's notices.
    let mock: MACKey
    /// A key that is nobody's: what a forger would sign with.
    let forged: MACKey
    /// The store's name at SSLCommerz.
    let storeID: String
    /// The store's password there.
    let storePassword: String

    /// Secrets from the installation's keys; a real store's password replaces the made-up one.
    init(_ ring: KeyRing, storeID: String, storePassword: String?) throws(KeyError) {
        mock = try ring.macKey(for: "payment: notices of the mock provider")
        forged = try ring.macKey(for: "payment: forged notices")
        self.storeID = storeID
        if let storePassword {
            self.storePassword = storePassword
        } else {
            let key = try ring.macKey(for: "payment: password of the stand-in's store")
            let tag = key.tag(of: Array("store".utf8).span.bytes)
            self.storePassword = TransactionName.text(tag)
        }
    }
}

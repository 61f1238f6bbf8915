internal import Bytes
internal import FoundationEssentials

/// A symmetric secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes.
///
/// No description prints it.
package struct WebhookSecret: Sendable {
    /// The key of the signatures.
    let bytes: [UInt8]

    /// The secret that a text spells, or nil.
    package init?(_ text: String) {
        guard text.hasPrefix("whsec_"), text.utf8.count <= 100,
            let data = Data(base64Encoded: String(text.dropFirst(6))), (24...64).contains(data.count)
        else { return nil }
        bytes = Array(data)
    }

    /// A secret of 32 random bytes.
    package init(random: inout some RandomNumberGenerator) {
        bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// The form that is kept and handed to the receiver, once.
    package var revealed: String { "whsec_" + Data(bytes).base64EncodedString() }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A word in place of the bytes.
    package var description: String { "webhook secret" }
    /// A word in place of the bytes.
    package var debugDescription: String { description }
    /// A mirror without children, so that `dump` shows nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

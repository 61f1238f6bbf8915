internal import Bytes
internal import Postgres
internal import Tokens

/// What a browser keeps that somebody logged in from: its tries at their password are counted apart.
///
/// It lets nobody in. Who steals one may try as often as any one address may.
struct DeviceMark {
    /// How long a browser keeps it.
    static let life = Duration.seconds(180 * 86_400)

    let account: PostgresUUID
    /// Tells the browser apart from the account's others.
    let number: PostgresUUID
    /// What the cookie holds: account, number, and the HMAC over both.
    let text: String

    /// A mark for a browser that somebody just logged in from.
    init(of account: PostgresUUID, number: PostgresUUID, key: borrowing MACKey) {
        self.account = account
        self.number = number
        text = "\(account)\(number)\(Self.tag(account, number, key))"
    }

    /// A mark as a browser sent it; nil where it is none of ours.
    init?(_ text: String, key: borrowing MACKey) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 + 36 + 43,
            let account = PostgresUUID(String(decoding: bytes[..<36], as: UTF8.self)),
            let number = PostgresUUID(String(decoding: bytes[36..<72], as: UTF8.self))
        else { return nil }
        let right = Array(Self.tag(account, number, key).utf8)
        let shown = Array(bytes[72...])
        guard shown.span.bytes.equalsInConstantTime(right.span.bytes) else { return nil }
        self.account = account
        self.number = number
        self.text = text
    }

    private static func tag(
        _ account: PostgresUUID, _ number: PostgresUUID, _ key: borrowing MACKey
    ) -> String {
        var message = ByteBuffer(capacity: 128)
        message.append("device\u{0}|")
        message.append(account.bytes)
        message.append(number.bytes)
        let tag = message.withReadable { key.fullTag(of: $0) }
        var out = ByteBuffer(capacity: 64)
        Base64URL.encode(tag.span.bytes, into: &out)
        return String(decoding: out.copyBytes(), as: UTF8.self)
    }
}

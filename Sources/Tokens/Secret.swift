internal import Bytes

/// The bytes of a secret, which no log line, error or debugger summary prints.
package struct Secret: Sendable {
    /// How many bytes every secret of ours has.
    static let byteCount = 32

    private let bytes: [UInt8]

    /// A new secret from a source of randomness: `SecureRandom` outside tests.
    package init(random: inout some RandomNumberGenerator) {
        bytes = random.bytes(Self.byteCount)
    }

    /// A secret from exactly 32 bytes, or nil.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Lends the bytes.
    func withBytes<Value, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Value) throws(Failure) -> Value
    {
        try body(bytes.span.bytes)
    }

    /// The HMAC key of the secret.
    func makeMACKey() throws(KeyError) -> MACKey {
        try MACKey(secret: bytes.span.bytes)
    }
}

extension Secret: Equatable {
    /// Whether both hold the same bytes, compared in constant time.
    package static func == (left: Self, right: Self) -> Bool {
        left.bytes.span.bytes.equalsInConstantTime(right.bytes.span.bytes)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A word in place of the bytes.
    package var description: String { "secret" }
    /// A word in place of the bytes.
    package var debugDescription: String { "secret" }
    /// A mirror without children, so that `dump` shows nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

import Glibc
internal import Bytes
internal import Tokens

/// Where a JWK set is read from: a file, or an address inside the installation.
enum KeySource: Sendable, Equatable {
    case file(String)
    case address(String)

    /// The source that the settings name.
    init(_ text: String) {
        self = text.hasPrefix("http://") ? .address(text) : .file(text)
    }

    /// The keys of a file, read while the caller blocks; nil where it is not there or not sound.
    static func read(file path: String) -> [VerificationKey]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text = ByteBuffer(capacity: 4096)
        var got = 1
        while got > 0, text.count <= JSONWebKeySet.maximumBytes {
            got = text.withFree(minimum: 4096) { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { got = 1 }
        }
        return got < 0 ? nil : keys(of: text)
    }

    /// The keys of a JWK set; nil where it is not sound or has none.
    static func keys(of text: borrowing ByteBuffer) -> [VerificationKey]? {
        guard let keys = try? text.withReadable({ bytes throws(KeyError) in try JSONWebKeySet.parse(bytes) }),
            !keys.isEmpty
        else { return nil }
        return keys
    }
}

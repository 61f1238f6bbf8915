internal import Tokens

/// Where a JWK set is read from: a file, or an address inside the installation.
enum KeySource: Sendable, Equatable {
    case file(String)
    case address(server: String, target: String)

    /// The source that the settings name.
    init(_ text: String) {
        guard text.hasPrefix("http://") else {
            self = .file(text)
            return
        }
        let rest = text.dropFirst(7)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let host = rest[..<slash]
        let hasPort = host.last != "]" && host.contains(":")
        self = .address(server: hasPort ? "\(host)" : "\(host):80", target: "/\(rest[slash...].dropFirst())")
    }

    /// The keys of a file, read while the caller blocks; nil where it is not there or not sound.
    static func read(file path: String) -> [VerificationKey]? {
        guard let keys = try? PublicKeyFile(path: path).read(), !keys.isEmpty else { return nil }
        return keys
    }

    /// The keys of a JWK set; nil where it is not sound or has none.
    static func keys(of text: RawSpan) -> [VerificationKey]? {
        guard let keys = try? JSONWebKeySet.parse(text), !keys.isEmpty else { return nil }
        return keys
    }
}

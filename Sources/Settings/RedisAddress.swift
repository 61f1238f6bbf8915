/// Where the store is and how to log in to it.
package struct RedisAddress: Sendable, Equatable {
    /// The server or its socket.
    package var server: ServerAddress
    /// The user for AUTH, where one is needed besides the password.
    package var user: String?
    /// The password for AUTH.
    package var password: Secret?
    /// The database for SELECT, 0 to 1023.
    package var database: Int

    /// An address with its parts.
    package init(server: ServerAddress, user: String? = nil, password: Secret? = nil, database: Int = 0) {
        self.server = server
        self.user = user
        self.password = password
        self.database = database
    }

    /// The address that `unix:path` or `redis://user:password@host:port/db` names.
    ///
    /// No message repeats the password.
    package init(_ text: String) throws(ValueMistake) {
        if text.hasPrefix("unix:") {
            self.init(server: .unix(path: try ServerAddress.unixPath(text.dropFirst(5))))
            return
        }
        guard text.hasPrefix("redis://") else {
            let secure = text.hasPrefix("rediss://")
            throw ValueMistake(
                secure
                    ? "TLS to Redis is not available: use redis:// or unix:"
                    : "must be unix:path or redis://user:password@host:port/db")
        }
        var rest = text.dropFirst(8)
        var login: (user: String?, password: Secret)?
        if let at = rest.lastIndex(of: "@") {
            login = try Self.login(rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        var database = 0
        if let slash = rest.firstIndex(of: "/") {
            let number = rest[rest.index(after: slash)...]
            guard let index = number.isEmpty ? 0 : try? ScalarText.integer(String(number), in: 0...1023)
            else {
                throw ValueMistake("the database after the host must be a number from 0 to 1023")
            }
            database = index
            rest = rest[..<slash]
        }
        let hasPort = rest.last != "]" && rest.contains(":")
        // The parts are not repeated: without its @ a password would stand where host and port are looked
        // for.
        guard let server = try? ServerAddress(hasPort ? String(rest) : "\(rest):6379") else {
            throw ValueMistake("host or port is wrong in redis://user:password@host:port/db")
        }
        self.init(server: server, user: login?.user, password: login?.password, database: database)
    }

    /// The form of the file; without `revealing`, a password is replaced by `REDACTED`.
    package func text(revealing: Bool) -> String {
        if case .unix(let path) = server { return "unix:\(path)" }
        var login = ""
        if let password {
            let shown = revealing ? Self.encoded(password.revealed) : "REDACTED"
            login = "\(Self.encoded(user ?? "")):\(shown)@"
        }
        return "redis://\(login)\(server)/\(database)"
    }

    static func login(_ text: Substring) throws(ValueMistake) -> (user: String?, password: Secret) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw ValueMistake("a user without a password: redis://user:password@…")
        }
        let user = try decoded(parts[0])
        return (user.isEmpty ? nil : user, Secret(try decoded(parts[1])))
    }

    private static func decoded(_ text: Substring) throws(ValueMistake) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(),
                let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16),
                high != UInt8(ascii: "+")
            else { throw ValueMistake("a % in the login needs two hexadecimal digits after it") }
            bytes.append(value)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValueMistake("the login is not UTF-8")
        }
        return text
    }

    static func encoded(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            let plain =
                ScalarText.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~".utf8.contains(byte)
            if plain {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return out
    }
}

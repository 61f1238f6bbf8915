/// Where the database is and how to log in to it.
package struct PostgresAddress: Sendable, Equatable {
    /// Where the server is reached.
    package enum Server: Sendable, Hashable {
        /// By the socket in a folder.
        case folder(String)
        /// By a host, name or address without brackets, and a port.
        case host(String, port: UInt16)
    }

    /// The folder of its socket, or its host and port.
    package var server: Server
    /// The database.
    package var database: String
    /// The user, where it is not the one that each role has of its own.
    package var user: String?
    /// The password, where one is needed.
    package var password: Secret?

    /// An address with its parts.
    package init(
        server: Server, database: String = "sluice", user: String? = nil, password: Secret? = nil
    ) {
        self.server = server
        self.database = database
        self.user = user
        self.password = password
    }

    /// The address that `unix:folder` or `postgres://user:password@host:port/database` names.
    ///
    /// No message repeats the password.
    package init(_ text: String) throws(ValueMistake) {
        if text.hasPrefix("unix:") {
            self.init(server: .folder(try ServerAddress.unixPath(text.dropFirst(5))))
            return
        }
        guard let scheme = ["postgres://", "postgresql://"].first(where: { text.hasPrefix($0) }) else {
            throw ValueMistake("must be unix:folder or postgres://user:password@host:port/database")
        }
        var rest = text.dropFirst(scheme.count)
        var login: (user: String?, password: Secret)?
        if let at = rest.lastIndex(of: "@") {
            login = try RedisAddress.login(rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        var database = "sluice"
        if let slash = rest.firstIndex(of: "/") {
            let name = rest[rest.index(after: slash)...]
            if !name.isEmpty { database = try Self.name(String(name)) }
            rest = rest[..<slash]
        }
        let hasPort = rest.last != "]" && rest.contains(":")
        guard let server = try? ServerAddress(hasPort ? String(rest) : "\(rest):5432"),
            case .host(let host, let port) = server
        else {
            throw ValueMistake("host or port is wrong in postgres://user:password@host:port/database")
        }
        self.init(
            server: .host(host, port: port), database: database, user: login?.user, password: login?.password)
    }

    /// The form of the file; without `revealing`, a password is replaced by `REDACTED`.
    package func text(revealing: Bool) -> String {
        switch server {
        case .folder(let path): return "unix:\(path)"
        case .host(let host, let port):
            var login = ""
            if let password {
                let shown = revealing ? RedisAddress.encoded(password.revealed) : "REDACTED"
                login = "\(RedisAddress.encoded(user ?? "")):\(shown)@"
            }
            return "postgres://\(login)\(ServerAddress.host(host, port: port))/\(database)"
        }
    }

    private static func name(_ text: String) throws(ValueMistake) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            ScalarText.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte == 0x2D
        }
        guard isPlain, text.utf8.count <= 63 else {
            throw ValueMistake("the database after the host must be letters, digits, - and _, at most 63")
        }
        return text
    }
}

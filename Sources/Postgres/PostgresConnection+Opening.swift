internal import CLibpq
import EventLoop
import Glibc

extension PostgresConnection {
    /// A PGconn whose connect has begun.
    static func start(
        _ server: PostgresEndpoint, _ configuration: PostgresConfiguration
    ) throws(PostgresError) -> OpaquePointer {
        let parameters = Self.parameters(server, configuration)
        let keywords = CTexts(parameters.map(\.0))
        let values = CTexts(parameters.map(\.1))
        let handle = keywords.withPointers { keywords in
            values.withPointers { values in PQconnectStartParams(keywords, values, 0) }
        }
        guard let handle else { throw PostgresError(.unreachable, "out of memory") }
        guard PQstatus(handle) != CONNECTION_BAD else {
            let error = openFailure(handle)
            PQfinish(handle)
            throw error
        }
        // Notices would go to standard error.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        return handle
    }

    /// What libpq says of a connect that failed, on one line.
    static func openFailure(_ handle: OpaquePointer) -> PostgresError {
        // Sound: libpq always has a message, ended by a zero.
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
        return PostgresError(.unreachable, lines.joined(separator: " "))
    }

    /// The words of libpq; nothing comes from the environment or from files.
    private static func parameters(
        _ server: PostgresEndpoint, _ configuration: PostgresConfiguration
    ) -> [(String, String)] {
        var parameters = [
            ("dbname", configuration.database), ("user", configuration.user),
            ("application_name", configuration.applicationName), ("client_encoding", "UTF8"),
            ("gssencmode", "disable"), ("passfile", "/dev/null/none"), ("options", options(configuration)),
        ]
        switch server {
        case .unix(let folder, let port):
            parameters += [("host", absolute(folder)), ("port", "\(port)"), ("sslmode", "disable")]
        case .tcp(let host, let port):
            // A numeric address: names are resolved before, away from the loop.
            parameters += [
                ("hostaddr", host), ("port", "\(port)"), ("sslmode", "prefer"),
                // A host that is gone without a word is noticed within a minute, also by who only listens.
                ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ]
        }
        if let password = configuration.password { parameters.append(("password", password.text)) }
        return parameters
    }

    /// libpq takes a folder that does not begin with a slash for the name of a host.
    private static func absolute(_ folder: String) -> String {
        // Sound: realpath allocates what it returns, for us to free.
        guard !folder.hasPrefix("/"), let found = realpath(folder, nil) else { return folder }
        defer { free(found) }
        return String(cString: found)
    }

    /// What each session begins with.
    ///
    /// A transaction that waits for its client longer than a statement may take has lost it.
    private static func options(_ configuration: PostgresConfiguration) -> String {
        let milliseconds = max(1, configuration.statementTimeout.wholeNanoseconds / 1_000_000)
        // A backslash keeps a space within a value.
        let role = configuration.role.map { role in
            "-c role=" + role.flatMap { $0 == " " || $0 == "\\" ? ["\\", $0] : [$0] } + " "
        }
        return (role ?? "") + "-c statement_timeout=\(milliseconds) "
            + "-c idle_in_transaction_session_timeout=\(max(10_000, milliseconds)) "
            + "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601"
    }
}

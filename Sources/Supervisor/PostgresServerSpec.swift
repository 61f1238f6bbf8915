import Glibc

/// The private Postgres of `sluice up`: its files, how it is made and how it runs, as pure values.
///
/// It has no TCP port: who may open the socket in its folder reaches it, and the kernel says who that is
/// (peer). Every commit is on the disk before it is answered.
package struct PostgresServerSpec: Sendable, Equatable {
    /// The folder of Debian's executables.
    package static let debianExecutables = "/usr/lib/postgresql/15/bin"
    /// The owner of the database, as whom migrations run.
    package static let owner = "sluice"
    /// The roles that a process of this system may log in as.
    package static let roles = [
        "sluice", "sluice_identity", "sluice_booking", "sluice_payment", "sluice_ticket", "postgres",
    ]

    /// The folder of the executables.
    package var executables: String
    /// The folder with its socket, its files and its data; an absolute path without links.
    package var folder: String
    /// As whom it runs.
    package var user: PostgresUser
    /// The descriptor of the data folder's lock, which every process of the server holds.
    package var lockDescriptor: Int32?

    /// The server of a folder; Debian's executables unless others are named.
    package init(
        executables: String = Self.debianExecutables, folder: String, user: PostgresUser,
        lockDescriptor: Int32? = nil
    ) {
        self.executables = executables
        self.folder = folder
        self.user = user
        self.lockDescriptor = lockDescriptor
    }

    /// The path of its socket.
    package var socketPath: String { "\(folder)/.s.PGSQL.5432" }

    /// The files that it reads, by their names in the folder; they are written at every start.
    package var files: [(name: String, text: String)] {
        [
            ("postgresql.conf", configuration), ("pg_hba.conf", "local all all peer map=sluice\n"),
            ("pg_ident.conf", identities),
        ]
    }

    private var configuration: String {
        """
        # Written by `sluice up` at every start: changes are lost.
        listen_addresses = ''
        unix_socket_directories = '\(Self.quoted(folder))'
        unix_socket_permissions = 0700
        hba_file = '\(Self.quoted(folder))/pg_hba.conf'
        ident_file = '\(Self.quoted(folder))/pg_ident.conf'

        # What was answered is on the disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        max_connections = 200
        shared_buffers = 128MB
        max_wal_size = 1GB
        # Our statements are short: compiling them would take longer than they do.
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = off
        log_line_prefix = '%q[%u %a] '
        # Statements may hold what belongs to people.
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off

        """
    }

    /// Root, whoever started us and the server's own user are all of its roles.
    private var identities: String {
        let users = ["root", user.name].reduce(into: [String]()) { users, name in
            if !users.contains(name) { users.append(name) }
        }
        return users.flatMap { user in Self.roles.map { "sluice \(user) \($0)\n" } }.joined()
    }

    /// Text within single quotes of a configuration file.
    private static func quoted(_ text: String) -> String {
        text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }

    /// The child that makes the server's data: a task that ends.
    ///
    /// The data gets its name when it is whole, so that one that was killed begins anew.
    package var preparation: ChildSpec {
        let script = """
            set -e
            cd "$1"
            rm -rf made
            "$2/initdb" -D made -U postgres --auth=peer --encoding=UTF8 --locale=C.UTF-8 --no-sync \
                --no-instructions >/dev/null
            printf '%s\\n' 'CREATE ROLE \(Self.owner) LOGIN CREATEROLE' \
                'CREATE DATABASE \(Self.owner) OWNER \(Self.owner)' |
                "$2/postgres" --single -D made -c fsync=off -c log_checkpoints=off postgres >/dev/null
            "$2/initdb" -D made --sync-only >/dev/null
            mv made data
            """
        var child = child(
            role: "postgres-init", executable: "/bin/sh",
            ["-c", script, "postgres-init", folder, executables])
        child.readiness = .ends
        child.readyWithin = .seconds(120)
        return child
    }

    /// The server as the supervisor runs it: it is ready when the owner can log in.
    package var child: ChildSpec {
        var child = child(
            role: "postgres", executable: "\(executables)/postgres",
            ["-D", "\(folder)/data", "-c", "config_file=\(folder)/postgresql.conf"])
        child.readiness = .postgres(socket: socketPath, user: Self.owner, database: Self.owner)
        // Going through the log after a crash takes its time.
        child.readyWithin = .seconds(120)
        // Fast: transactions are rolled back, and what is committed is kept.
        child.stopSignal = SIGINT
        // The first attempts after a kill may meet processes that still end.
        child.restart = RestartRule(quickFailures: 10)
        return child
    }

    /// Runs as the server's user, and goes when we go: changing the user clears the kernel's note of that, so
    /// it is set again afterwards.
    private func child(role: String, executable: String, _ arguments: [String]) -> ChildSpec {
        var words = [executable] + arguments
        if user.isLowered {
            words =
                [
                    "/usr/bin/setpriv", "--reuid=\(user.id)", "--regid=\(user.group)", "--clear-groups",
                    "--pdeathsig=INT",
                ] + words
        }
        var child = ChildSpec(
            role: role, executable: words[0], arguments: Array(words.dropFirst()),
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"], directory: "/")
        child.inherited = lockDescriptor.map { [$0] } ?? []
        child.deathSignal = SIGINT
        return child
    }
}

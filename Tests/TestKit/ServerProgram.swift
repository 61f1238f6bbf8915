import Glibc

/// A program of Postgres to run: its words, and whether it runs as the server's user.
struct ServerProgram {
    let words: [String]

    /// A program by its name; Debian keeps those of the server in a folder of their own.
    init(_ words: [String], isOfServer: Bool = false) {
        var words = words
        if isOfServer { words[0] = "/usr/lib/postgresql/15/bin/\(words[0])" }
        self.words = words
    }

    /// The same as the user `postgres`, where this process is root.
    private var lowered: ServerProgram {
        guard ServerUser.postgres != nil else { return self }
        return ServerProgram(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + words)
    }

    /// Makes the files of a server.
    static func initdb(folder: String) -> ServerProgram {
        ServerProgram(
            [
                "initdb", "-D", folder, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8",
                "--locale=C.UTF-8", "--no-instructions",
            ], isOfServer: true
        ).lowered
    }

    /// Runs the server; what it need not survive is not synced.
    static func postgres(folder: String, isDurable: Bool, settings: [String]) -> ServerProgram {
        var all = [
            "listen_addresses=", "unix_socket_directories=\(folder)", "max_connections=200",
            "shared_buffers=32MB", "timezone=UTC", "log_timezone=UTC", "max_wal_size=256MB",
        ]
        if !isDurable { all += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] }
        let flags = (all + settings).flatMap { ["-c", $0] }
        return ServerProgram(["postgres", "-D", "\(folder)/data"] + flags, isOfServer: true).lowered
    }

    /// Starts it and gives its process; its output goes to a descriptor.
    func spawn(input: Int32, output: Int32) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        for (standard, own) in [(0, input), (1, output), (2, output)] as [(Int32, Int32)] {
            if own >= 0 {
                posix_spawn_file_actions_adddup2(&actions, own, standard)
            } else {
                posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
            }
        }
        // A group of its own: Ctrl-C at the tests must not reach it before the tests are done with it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var pointers = words.map { strdup($0) }
        pointers.append(nil)
        defer {
            for pointer in pointers { free(pointer) }
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var child: pid_t = 0
        return posix_spawnp(&child, words[0], &actions, &attributes, pointers, environ) == 0 ? child : 0
    }

    /// Runs it to its end and brings its status and its output.
    func run() -> (status: Int32, output: String) {
        var ends: [Int32] = [0, 0]
        // A socket pair, since Glibc's module has no pipe2: no other child may inherit an end.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return (-1, "no socket pair") }
        let child = spawn(input: -1, output: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard child > 0 else { return (-1, "\(words[0]) cannot be started") }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            output += buffer[..<count]
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return (status, String(decoding: output, as: UTF8.self))
    }
}

package import Glibc

/// A private redis-server for one suite: a Unix socket in a folder of its own, no persistence, gone with its
/// owner.
///
/// A shell stands between: it holds the server and waits for the end of its standard input, which this
/// process holds open. So the server and its folder go even when the tests crash or are killed.
package final class RedisProcess: Sendable {
    /// The server's Unix socket.
    package let socketPath: String
    /// The server's process, to freeze or kill it.
    package let pid: pid_t
    private let shell: pid_t
    private let lifeline: CInt

    /// What can go wrong when a server is started.
    package enum Failure: Error {
        /// A system call failed.
        case system(String, CInt)
        /// The server did not answer within five seconds.
        case silent
    }

    /// Starts a server and waits until it answers; more arguments of redis-server may follow.
    package init(_ arguments: [String] = []) throws(Failure) {
        var template = Array("/tmp/sluice-redis-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system("mkdtemp", errno) }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        socketPath = folder + "/redis.sock"
        let script = """
            cd "$0" || exit 1
            redis-server --port 0 --unixsocket "$0/redis.sock" --dir "$0" --save "" --appendonly no "$@" \
                </dev/null >redis.log 2>&1 &
            read -r end
            kill -9 $! 2>/dev/null
            cd / && rm -rf "$0"
            """
        (shell, lifeline) = try Self.spawn(["/bin/sh", "-c", script, folder] + arguments)
        pid = Self.waitForPid(socketPath)
        if pid == 0 {
            close(lifeline)
            waitpid(shell, nil, 0)
            throw .silent
        }
    }

    deinit {
        close(lifeline)
        waitpid(shell, nil, 0)
    }

    /// Starts a process whose standard input is one end of a pair, and gives the other end.
    private static func spawn(_ arguments: [String]) throws(Failure) -> (pid_t, CInt) {
        var ends: [CInt] = [0, 0]
        // A socket pair, since Glibc's module has no pipe2: no other child may inherit the end that we keep.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system("socketpair", errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var pid: pid_t = 0
        let result = posix_spawn(&pid, "/bin/sh", &actions, nil, &words, environ)
        close(ends[0])
        if result != 0 {
            close(ends[1])
            throw .system("posix_spawn", result)
        }
        return (pid, ends[1])
    }

    /// Connects until the server answers, for at most five seconds, and reads its process id; 0 when it never
    /// does.
    private static func waitForPid(_ path: String) -> pid_t {
        for _ in 0..<1000 {
            if let client = try? RedisTestClient(path: path), let pid = try? client.info("process_id") {
                return pid_t(pid) ?? 0
            }
            poll(nil, 0, 5)
        }
        return 0
    }
}

import Glibc

/// A running server, and a shell that ends it and removes its folder should this process die first.
///
/// The shell reads from a socket that dies with us.
struct ServerChildren {
    private var server: pid_t = 0
    private var watcher: pid_t = 0
    private var lifeline: Int32 = -1
    private var log = ""

    /// Nothing runs.
    init() {}

    /// Starts a server that logs into a file of its folder.
    init(_ program: ServerProgram, folder: String) throws {
        log = "\(folder)/log"
        let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw PrivatePostgres.Failure(output: "no log in \(folder)") }
        server = program.spawn(input: -1, output: output)
        close(output)
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard server > 0, socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw PrivatePostgres.Failure(output: "\(program.words[0]) cannot be started")
        }
        // SIGQUIT ends the server and all that belongs to it at once, once nothing of it is frozen.
        let script = """
            read line
            kill -CONT \(server) $(pgrep -P \(server))
            kill -QUIT \(server)
            sleep 1
            kill -9 \(server)
            rm -rf '\(folder)'
            """
        watcher = ServerProgram(["sh", "-c", script]).spawn(input: ends[0], output: -1)
        close(ends[0])
        lifeline = ends[1]
    }

    /// Whether the server's main process runs.
    var isAlive: Bool {
        var info = siginfo_t()
        guard server > 0, waitid(P_PID, id_t(server), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return false
        }
        return info.si_signo == 0
    }

    /// What the server logged.
    func output() -> String {
        let file = open(log, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(file, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    /// Ends the server with a signal, waits until it is gone, and lets the shell go.
    mutating func end(with signal: Int32) {
        signalAll(SIGCONT)
        if server > 0 {
            kill(server, signal)
            waitpid(server, nil, 0)
            // Its other processes are in sessions of their own and end by themselves: they hold its memory.
        }
        // Last, so that there is a shell as long as there is a server.
        if watcher > 0 {
            kill(watcher, SIGKILL)
            waitpid(watcher, nil, 0)
        }
        if lifeline >= 0 { close(lifeline) }
        self = ServerChildren()
    }

    /// Sends a signal to the server's main process and to all its children.
    func signalAll(_ signal: Int32) {
        guard server > 0 else { return }
        let children = ServerProgram(["pgrep", "-P", "\(server)"]).run().output
        for child in children.split(whereSeparator: \.isNewline).compactMap({ pid_t($0) }) {
            kill(child, signal)
        }
        kill(server, signal)
    }
}

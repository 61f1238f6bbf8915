import Glibc
internal import Synchronization

/// A redis-server of one test's own, on a Unix socket in a folder of its own; both go away with it.
package final class PrivateRedis: Sendable {
    /// Why it did not start: what it printed.
    package struct StartFailure: Error {
        /// Its output.
        package let output: String
    }

    /// The folder with its socket and files.
    package let folder: String
    /// The path of its Unix socket.
    package let socketPath: String
    /// Its port on 127.0.0.1, when it was asked for.
    package let port: UInt16?
    private let arguments: [String]
    private let process = Mutex(Children())

    /// The server, and a shell that ends it should this process die first.
    ///
    /// The shell reads from a pipe that dies with us.
    private struct Children {
        var server: pid_t = 0
        var watcher: pid_t = 0
        var lifeline: Int32 = -1
    }

    /// Starts a server and returns when it accepts connections; `arguments` are appended to its command line.
    package init(_ arguments: [String] = [], onTCP: Bool = false) throws {
        var template = Array("/tmp/sluice-redis-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw StartFailure(output: "mkdtemp failed") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        socketPath = folder + "/s"
        port = onTCP ? FreePort.next() : nil
        self.arguments =
            [
                "redis-server", "--port", "\(port ?? 0)", "--bind", "127.0.0.1", "--unixsocket", socketPath,
                "--dir", folder, "--save", "", "--daemonize", "no",
            ] + arguments
        try start()
    }

    deinit {
        kill()
        for name in Self.files(in: folder) { unlink(name) }
        rmdir(folder)
    }

    /// Starts the server again after `kill`, with the same arguments and files.
    package func start() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw StartFailure(output: "pipe failed") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let server = Self.spawn(arguments, input: -1, output: ends[1])
        close(ends[1])
        var life: [Int32] = [-1, -1]
        guard pipe(&life) == 0 else { throw StartFailure(output: "pipe failed") }
        for end in life { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let watcher = Self.spawn(
            ["sh", "-c", "read line; kill -9 \(server); rm -rf '\(folder)'"], input: life[0], output: -1)
        close(life[0])
        process.withLock { $0 = Children(server: server, watcher: watcher, lifeline: life[1]) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count <= 0 {
                throw StartFailure(output: String(decoding: output, as: UTF8.self))
            }
            output += buffer[..<count]
            if String(decoding: output, as: UTF8.self).contains("eady to accept connections") { return }
        }
    }

    /// Kills the server and waits until it is gone.
    package func kill() {
        process.withLock { children in
            for child in [children.watcher, children.server] where child > 0 {
                Glibc.kill(child, SIGKILL)
                waitpid(child, nil, 0)
            }
            if children.lifeline >= 0 { close(children.lifeline) }
            children = Children()
        }
        unlink(socketPath)
    }

    /// Stops the server where it stands: it accepts nothing and answers nothing.
    package func freeze() {
        process.withLock { children in
            guard children.server > 0 else { return }
            Glibc.kill(children.server, SIGSTOP)
            var status: Int32 = 0
            waitpid(children.server, &status, WUNTRACED)
        }
    }

    /// Lets a frozen server go on.
    package func thaw() {
        process.withLock { children in
            if children.server > 0 { Glibc.kill(children.server, SIGCONT) }
        }
    }

    private static func spawn(_ arguments: [String], input: Int32, output: Int32) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        for (standard, own) in [(0, input), (1, output), (2, output)] as [(Int32, Int32)] {
            if own >= 0 {
                posix_spawn_file_actions_adddup2(&actions, own, standard)
            } else {
                posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
            }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) }
        words.append(nil)
        defer {
            for word in words { free(word) }
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var child: pid_t = 0
        return posix_spawnp(&child, arguments[0], &actions, &attributes, words, environ) == 0 ? child : 0
    }

    private static func files(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(folder + "/" + name) }
        }
        return names
    }
}

import CLinux
import Glibc

/// One running process of ours: its pid, what it writes, and the thread that it hangs on.
///
/// The kernel ends the child with the thread that started it, so all of this belongs to the supervisor's
/// thread.
final class ChildProcess {
    let pid: pid_t
    private let output: Descriptor
    private let ending: Descriptor
    private let lifeline: Descriptor

    /// Starts the child of a spec.
    init(_ spec: ChildSpec) throws(SupervisorError) {
        let written = try Pipe()
        let nothing = Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
        guard nothing.number >= 0 else { throw .system(call: "open /dev/null", errno: errno) }
        var given = [nothing.number, written.writing.number, written.writing.number]
        var environment = spec.environment
        let line = try Pipe()
        if spec.lifeline {
            environment[Lifeline.variable] = String(given.count)
            given.append(line.reading.number)
        }
        given += spec.inherited
        let pid = Self.spawn(spec, environment: environment, descriptors: given)
        guard pid > 0 else { throw .system(call: "start \(spec.executable)", errno: -pid) }
        self.pid = pid
        output = written.reading
        lifeline = line.writing
        ending = Descriptor(clinux_pidfd(pid))
    }

    deinit {
        // Nobody would collect it any more.
        if collect() == nil { kill() }
    }

    /// The descriptor that polls readable when the child has ended, or a negative number where there is none.
    var endDescriptor: Int32 { ending.number }
    /// The descriptor of its output, which does not block.
    var outputDescriptor: Int32 { output.number }

    /// Sends a signal to the child alone.
    func send(_ signal: Int32) {
        _ = Glibc.kill(pid, signal)
    }

    /// Kills the child with its whole process group.
    func kill() {
        _ = Glibc.kill(-pid, SIGKILL)
    }

    /// How it ended, once it has, or nil; what it left behind in its process group is killed first.
    func collect() -> ExitStatus? {
        if let collected { return collected }
        var info = siginfo_t()
        // Looked at without reaping: until it is reaped its group's number cannot belong to anybody else.
        guard waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo == SIGCHLD
        else { return nil }
        kill()
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        collected = ExitStatus(waitStatus: status)
        return collected
    }

    private var collected: ExitStatus?

    private static func spawn(
        _ spec: ChildSpec, environment: [String: String], descriptors: [Int32]
    ) -> pid_t {
        let arguments = CStrings([spec.executable] + spec.arguments)
        let variables = CStrings(environment.map { "\($0.key)=\($0.value)" }.sorted())
        return spec.executable.withCString { path in
            arguments.withPointers { argv in
                variables.withPointers { envp in
                    descriptors.withUnsafeBufferPointer { given in
                        var child = clinux_child()
                        child.path = path
                        child.arguments = argv
                        child.environment = envp
                        child.descriptors = given.baseAddress
                        child.descriptor_count = Int32(given.count)
                        child.death_signal = spec.deathSignal
                        guard let directory = spec.directory else { return clinux_spawn(&child) }
                        return directory.withCString {
                            child.directory = $0
                            return clinux_spawn(&child)
                        }
                    }
                }
            }
        }
    }
}

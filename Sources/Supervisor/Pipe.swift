import CLinux
import Glibc

/// Both ends of a pipe, closed on exec; reading from it does not block.
struct Pipe: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws(SupervisorError) {
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe2(&ends, O_CLOEXEC) == 0 else { throw .system(call: "pipe2", errno: errno) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }
}

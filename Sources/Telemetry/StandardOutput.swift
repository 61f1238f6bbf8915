package import Bytes
import Glibc

/// Writes each line to a descriptor with one system call that never waits.
///
/// A pipe or terminal is opened a second time without blocking, so that the flags of the shared one (a
/// shell's own terminal) stay as they are; a socket is written with MSG_DONTWAIT; a file takes what it gets.
/// What would wait is dropped: a gateway must not stand still because nobody reads its log. SIGPIPE is
/// ignored from then on in the whole process, as every role wants it.
package final class StandardOutput: LogSink {
    private enum Way { case reopened, socket, polled, file }

    private let descriptor: CInt
    private let way: Way

    /// Writes to standard output, or to another open descriptor, which stays the caller's.
    package init(descriptor: CInt = STDOUT_FILENO) {
        signal(SIGPIPE, SIG_IGN)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            (self.descriptor, way) = (descriptor, .polled)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFSOCK: (self.descriptor, way) = (descriptor, .socket)
        case S_IFREG: (self.descriptor, way) = (descriptor, .file)
        default:
            let own = open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
            (self.descriptor, way) = own >= 0 ? (own, .reopened) : (descriptor, .polled)
        }
    }

    deinit {
        if way == .reopened { close(descriptor) }
    }

    /// Writes a line; false when it would have waited, failed or was cut.
    package func write(_ line: borrowing ByteBuffer) -> Bool {
        line.withUnsafeReadable { bytes in
            let written =
                switch way {
                case .socket: send(descriptor, bytes.baseAddress, bytes.count, Self.neverWait)
                case .polled: hasRoom() ? Glibc.write(descriptor, bytes.baseAddress, bytes.count) : -1
                case .reopened, .file: Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                }
            return written == bytes.count
        }
    }

    private static let neverWait = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)

    /// Whether a line fits now; another writer may be faster, which only costs a short wait.
    private func hasRoom() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, 0) == 1 && entry.revents & Int16(POLLOUT) != 0
    }
}

import CLinux
import Glibc

/// The way to tell a supervision to stop: from another thread, or from a signal.
///
/// The first request stops the children in order; a second one kills them.
package final class StopRequest: Sendable {
    // Sound to share: two descriptors that are only written to and polled, closed with the last reference.
    private let reading: Int32
    private let writing: Int32

    /// A request that nobody has made yet.
    package init() throws(SupervisorError) {
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else {
            throw .system(call: "pipe2", errno: errno)
        }
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Makes the request.
    package func stop() {
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }

    /// The descriptor that polls readable when a request was made.
    var descriptor: Int32 { reading }

    /// Takes the requests made since the last call: how many there were.
    func take() -> Int {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        return max(0, read(reading, &bytes, bytes.count))
    }

    /// From now on each of these signals makes the request, until `forget`.
    func listen(to signals: [Int32]) throws(SupervisorError) {
        let error = clinux_signals_to(writing, signals, Int32(signals.count))
        guard error == 0 else { throw .system(call: "sigaction", errno: error) }
    }

    /// Gives the signals their usual effect back.
    func forget(_ signals: [Int32]) {
        _ = clinux_signals_to(-1, signals, Int32(signals.count))
    }
}

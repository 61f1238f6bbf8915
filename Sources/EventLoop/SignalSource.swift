import Glibc
internal import CLinux

/// Signals as events of a loop.
package final class SignalSource: EventHandler {
    private let descriptor: Int32
    private unowned let reactor: Reactor
    private let received: (Int32) -> Void

    /// Blocks signals in the calling thread and in all that it starts: call it in `main`, before any thread.
    package static func block(_ signals: [Int32]) {
        var set = makeSet(signals)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Reports blocked signals on a loop.
    package init(
        _ signals: [Int32], on reactor: Reactor, received: @escaping (Int32) -> Void
    ) throws(SystemError) {
        var set = Self.makeSet(signals)
        descriptor = try SystemCall.check(
            "signalfd", signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC)))
        self.reactor = reactor
        self.received = received
        try reactor.add(descriptor, .readable, handler: self)
    }

    /// Reads the signals that have come.
    package func ready(_ readiness: Readiness) {
        var info = signalfd_siginfo()
        while Glibc.read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size)
            == MemoryLayout<signalfd_siginfo>.size
        {
            received(Int32(bitPattern: info.ssi_signo))
        }
    }

    /// Ends the reports; the signals stay blocked.
    package func close() {
        reactor.remove(descriptor)
        SystemCall.close(descriptor)
    }

    private static func makeSet(_ signals: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }
}

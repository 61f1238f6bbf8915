import Glibc
internal import CLinux
internal import Synchronization

/// How other threads reach a loop: a locked queue and an eventfd that wakes its epoll.
///
/// Only the first letter after the loop has emptied the queue costs a system call.
final class Mailbox: Sendable {
    /// What can be left for a loop.
    enum Letter: Sendable {
        case job(UnownedJob)
        case call(@Sendable (Reactor) -> Void)
    }

    /// The eventfd, which the loop watches.
    let descriptor: Int32
    private let letters = Mutex<[Letter]>([])

    init() throws(SystemError) {
        descriptor = try SystemCall.check(
            "eventfd", eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)))
    }

    deinit {
        SystemCall.close(descriptor)
    }

    /// Leaves a letter from any thread; unbounded here, bounded by what its callers have in flight.
    func post(_ letter: Letter) {
        let wasEmpty = letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
        if wasEmpty { wake() }
    }

    /// Takes all letters; on the loop's thread.
    func takeAll() -> [Letter] {
        var count: UInt64 = 0
        _ = Glibc.read(descriptor, &count, 8)
        return letters.withLock { letters in
            let taken = letters
            letters = []
            return taken
        }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = Glibc.write(descriptor, &one, 8)
    }
}

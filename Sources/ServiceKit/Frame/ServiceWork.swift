internal import EventLoop

/// A piece of a service's own work on a runner of its loop.
final class ServiceWork: LoopWork {
    private let body: () async -> Void
    private let ended: () -> Void

    init(_ body: @escaping () async -> Void, ended: @escaping () -> Void) {
        self.body = body
        self.ended = ended
    }

    func perform() async {
        await body()
        ended()
    }
}

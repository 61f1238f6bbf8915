import EventLoop

/// A function as work for one of a loop's runners.
final class LoopJob: LoopWork {
    private let body: () async -> Void

    init(_ body: @escaping () async -> Void) {
        self.body = body
    }

    func perform() async { await body() }
}

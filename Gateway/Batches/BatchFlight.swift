import EventLoop

/// One batch under way on its runner.
final class BatchFlight: LoopWork {
    private let body: () async -> Void

    init(_ body: @escaping () async -> Void) {
        self.body = body
    }

    func perform() async {
        await body()
    }
}

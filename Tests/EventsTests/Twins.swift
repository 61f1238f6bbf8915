import EventLoop
import Events

/// The same request several times at once on one loop, and all of their answers.
final class Twins {
    private final class One: LoopWork {
        private let owner: Twins
        private let body: () async throws -> StoredAnswer

        init(_ owner: Twins, _ body: @escaping () async throws -> StoredAnswer) {
            self.owner = owner
            self.body = body
        }

        func perform() async {
            do {
                owner.ended(.success(try await body()))
            } catch {
                owner.ended(.failure(error))
            }
        }
    }

    private var results: [Result<StoredAnswer, any Error>] = []
    private var parking: Parking?
    private let count: Int

    init(count: Int) {
        self.count = count
    }

    func start(on loop: isolated Loop, _ body: @escaping () async throws -> StoredAnswer) {
        parking = parking ?? Parking(loop.reactor)
        _ = loop.reactor.runners.start(One(self, body))
    }

    /// The answers, once all are there; throws what one of them threw.
    func all() async throws -> [StoredAnswer] {
        while results.count < count, let parking { _ = await parking.park() }
        return try results.map { try $0.get() }
    }

    private func ended(_ result: Result<StoredAnswer, any Error>) {
        results.append(result)
        parking?.wake()
    }
}

internal import Synchronization

/// What a role says of its readiness; any thread may tell or ask.
///
/// Liveness never depends on Redis or Postgres: one blip of a store must not restart the fleet in the rush.
package final class Health: Sendable {
    /// One condition of readiness.
    package struct Check: Sendable, Equatable {
        /// A short name: `config`, `keys`, `drain`.
        package let name: String
        /// Whether the role can serve as far as this goes.
        package var isReady: Bool
    }

    private let checks = Mutex<[Check]>([])

    /// A role without conditions is ready.
    package init() {}

    /// Sets a condition; its order is that of its first mention.
    package func set(_ name: String, ready: Bool) {
        checks.withLock { checks in
            if let index = checks.firstIndex(where: { $0.name == name }) {
                checks[index].isReady = ready
            } else {
                checks.append(Check(name: name, isReady: ready))
            }
        }
    }

    /// All conditions.
    package var all: [Check] { checks.withLock { $0 } }

    /// Whether every condition holds, those in `excluded` left out.
    package func isReady(excluding excluded: Set<String> = []) -> Bool {
        checks.withLock { checks in checks.allSatisfy { $0.isReady || excluded.contains($0.name) } }
    }
}

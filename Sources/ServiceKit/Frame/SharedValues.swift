internal import Synchronization

/// Values that all loops of a service share, each made once by the loop that asks first.
final class SharedValues: Sendable {
    private let values = Mutex<[String: any Sendable]>([:])

    /// The value of a name; two kinds of value under one name are a mistake in our own code and trap.
    func value<Value: Sendable>(_ name: String, make: () -> Value) -> Value {
        values.withLock { values in
            if let known = values[name] {
                guard let value = known as? Value else {
                    // Names are literals of ours: no request decides whether this is reached.
                    preconditionFailure("\(name) is shared as two kinds of value")
                }
                return value
            }
            let made = make()
            values[name] = made
            return made
        }
    }
}

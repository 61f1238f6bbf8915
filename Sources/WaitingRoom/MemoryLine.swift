import Synchronization

/// A room in memory that several `MemoryRoom`s share: what Redis is to the live stores.
package final class MemoryLine: Sendable {
    private struct Contents {
        var line: Line?
        var run: Int
        var isReachable: Bool
    }

    private let contents = Mutex(Contents(line: nil, run: 1, isReachable: true))
    private let clock: @Sendable () -> Int64

    /// An empty store whose clock gives milliseconds since 1970.
    package init(clock: @escaping @Sendable () -> Int64) {
        self.clock = clock
    }

    /// The line as it is now; nil before the first restore.
    package var line: Line? { contents.withLock { $0.line } }

    /// Starts the store anew: with its file the line comes back, else it is gone.
    package func restart(keepingFile: Bool = true) {
        contents.withLock { contents in
            contents.run += 1
            if !keepingFile { contents.line = nil }
        }
    }

    /// Makes the store answer `unavailable`, or answer again.
    package func setReachable(_ reachable: Bool) {
        contents.withLock { $0.isReachable = reachable }
    }

    /// Runs a script on the line.
    func call<Value: Sendable>(
        gen: UInt64, _ body: (inout Line, LineCaller, Int64) throws(RoomStoreError) -> Value
    ) throws(RoomStoreError) -> Value {
        try contents.withLock { contents throws(RoomStoreError) -> Value in
            guard contents.isReachable else { throw .unavailable }
            guard contents.line != nil else { throw .moved }
            // Taken out and put back, so that the line is never copied.
            guard var line = contents.line.take() else { throw .moved }
            defer { contents.line = line }
            return try body(&line, LineCaller(run: "memory-\(contents.run)", gen: gen), clock())
        }
    }

    /// Runs restore.
    func restore(_ facts: RoomFacts) throws(RoomStoreError) -> RestoreReply {
        try contents.withLock { contents throws(RoomStoreError) -> RestoreReply in
            guard contents.isReachable else { throw .unavailable }
            return Line.restore(&contents.line, facts, run: "memory-\(contents.run)", at: clock())
        }
    }
}

package import Bytes
package import EventLoop

/// The promise of an answer to a request whose connection waits without a task.
package struct DeferredReply {
    private let connection: ServerConnection
    private let request: UInt32
    /// When the request came.
    package let start: LoopInstant
    /// What the service noted when it took the promise.
    package let tag: UInt8

    init(_ connection: ServerConnection, tag: UInt8) {
        self.connection = connection
        start = connection.reactor.now
        self.tag = tag
        request = connection.requestCount
    }

    /// Whether the client is still there and waits for this answer.
    package var isWanted: Bool {
        connection.awaitsDeferred(request)
    }

    /// Whether the response must say that the connection closes.
    package var closes: Bool { connection.closesAfterResponse }

    /// Sends the whole response that the closure appends; nothing happens when the client is gone.
    ///
    /// It may be called before `answer` has returned `.deferred`; the response then leaves at the end of
    /// the turn.
    package func complete(_ write: (inout ByteBuffer) -> Void) {
        if isWanted {
            connection.completeDeferred(write)
        } else if connection.isAsking(request) {
            var early = ByteBuffer()
            write(&early)
            let bytes = early.copyBytes()
            connection.reactor.atEndOfTurn {
                if isWanted { connection.completeDeferred { $0.append(bytes) } }
            }
        }
    }
}

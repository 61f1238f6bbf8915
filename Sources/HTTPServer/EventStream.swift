package import Bytes

/// A parked connection that receives events: no task between them.
package final class EventStream {
    private weak var connection: ServerConnection?
    private unowned let listener: any EventStreamListener
    /// A number of the service's own, to find its record by.
    package var tag = 0

    init(_ connection: ServerConnection, listener: any EventStreamListener) {
        self.connection = connection
        self.listener = listener
        connection.stream = self
    }

    /// Sends what the closure appends; false when the client is gone or too slow, and then it is closed.
    ///
    /// Sends nothing before `answer` has returned `.stream`: what comes first belongs behind the head.
    @discardableResult
    package func send(_ write: (inout ByteBuffer) -> Void) -> Bool {
        connection?.sendEvent(write) ?? false
    }

    /// Sends what the closure appends and ends the stream.
    package func end(_ write: (inout ByteBuffer) -> Void) {
        guard let connection else { return }
        self.connection = nil
        connection.endStream(write)
    }

    func connectionClosed() {
        guard connection != nil else { return }
        connection = nil
        listener.streamClosed(self)
    }
}

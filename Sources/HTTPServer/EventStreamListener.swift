/// Who sends server-sent events and must know when a listener has left.
package protocol EventStreamListener: AnyObject {
    /// The client is gone or the server drains; nothing more can be sent.
    ///
    /// Called once for each stream that did not `end`, possibly from within `send`.
    func streamClosed(_ stream: EventStream)
}

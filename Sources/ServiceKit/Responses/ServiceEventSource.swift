package import HTTPServer

/// Who sends server-sent events to those who listen on one loop.
package protocol ServiceEventSource: EventStreamListener {
    /// A listener is there, behind the head of the response; `send` works from now on.
    func streamOpened(_ stream: EventStream)
}

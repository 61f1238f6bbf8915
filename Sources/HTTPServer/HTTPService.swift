package import Bytes

/// What a server answers with; one object a loop, called on that loop only.
package protocol HTTPService: AnyObject {
    /// Answers a request straight from the parser, if that needs no waiting.
    ///
    /// The hot path: no task, no allocation. `request` is valid during the call only. Requests with a body
    /// never come here, they go to `respond`.
    func answer(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer

    /// Answers a request on a runner; it may wait, read the body and stream.
    ///
    /// A handler that returns without a response closes the connection. When the client leaves, its task is
    /// cancelled: waits end and throw. A client that ends its sending direction has left, as soon as the
    /// whole request is read.
    func respond(to exchange: Exchange) async

    /// The bytes of a whole response for a request that cannot be parsed or served, with `Connection: close`.
    func refuse(_ refusal: Refusal, into out: inout ByteBuffer)
}

/// What became of a request in the parser's turn.
package enum ImmediateAnswer {
    /// A whole response was appended.
    case answered
    /// A whole response was appended that ends the connection.
    case answeredAndClose
    /// It may wait: call `respond` on a runner.
    case needsRunner
    /// The answer comes later through the `DeferredReply` that was taken; no task waits.
    case deferred
    /// The head of an event stream was appended; the events come through the `EventStream` that was taken.
    case stream
}

/// Whoever owns a descriptor on a loop.
///
/// Both methods are called on the loop's thread only. A handler may remove itself, or others, while it is
/// called.
package protocol EventHandler: AnyObject {
    /// The descriptor is ready for what the set says.
    func ready(_ readiness: Readiness)

    /// The timeout that the handler set on its descriptor has passed.
    func timedOut()
}

extension EventHandler {
    /// Handlers that set no timeout have nothing to do.
    package func timedOut() {}
}

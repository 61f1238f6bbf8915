/// What a response says about its connection.
package enum Persistence: Sendable, Equatable {
    /// The connection stays, as HTTP/1.1 has it without a word.
    case keep
    /// The connection stays, and a client of HTTP/1.0 must be told so.
    case keepAnnounced
    /// The connection closes after this response.
    case close

    /// What to say to the sender of a request: `closing` overrules what it asked for.
    package init(answering head: RequestHead, closing: Bool = false) {
        if closing || !head.keepAlive {
            self = .close
        } else {
            self = head.minorVersion > 0 ? .keep : .keepAnnounced
        }
    }
}

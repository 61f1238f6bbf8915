/// Where messages are handed over, and how long that may take.
package struct MailRelay: Sendable, Equatable {
    /// The relay's host: a name or an address.
    package var host: String
    /// Its port; default 25.
    package var port: UInt16
    /// What we call ourselves in EHLO; default `localhost`.
    package var name: String
    /// How long connecting may take; default 5 s.
    package var connectTimeout: Duration
    /// How long each reply may take; default 30 s.
    package var replyTimeout: Duration
    /// Messages that are handed over at once on each loop; default 4.
    package var connections: Int
    /// Messages that wait on each loop; default 256.
    package var waiting: Int

    /// A relay with the defaults.
    package init(
        host: String, port: UInt16 = 25, name: String = "localhost",
        connectTimeout: Duration = .seconds(5), replyTimeout: Duration = .seconds(30), connections: Int = 4,
        waiting: Int = 256
    ) {
        self.host = host
        self.port = port
        self.name = name
        self.connectTimeout = connectTimeout
        self.replyTimeout = replyTimeout
        self.connections = max(1, connections)
        self.waiting = max(0, waiting)
    }
}

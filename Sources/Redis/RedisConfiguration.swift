package import EventLoop

/// Where a client connects and what it allows itself.
package struct RedisConfiguration: Sendable, Equatable {
    /// Where the server listens.
    package var address: RedisAddress
    /// The ACL user; nil (the default) is Redis' default user.
    package var username: String?
    /// The password, sent in AUTH and nowhere else; nil (the default) sends no AUTH.
    package var password: RedisPassword?
    /// The database for SELECT; 0 by default, for which no SELECT is sent.
    package var database: Int
    /// How long resolving, connecting, AUTH, SELECT and INFO may take together; 1 s by default.
    package var connectTimeout: Duration
    /// How long a command's caller waits; 1 s by default.
    package var commandDeadline: Duration
    /// How long the server may answer nothing while a command waits; 2 s by default.
    ///
    /// After that the connection is made anew. It is never less than the command deadline.
    package var stallTimeout: Duration
    /// How many commands may await their answer, those whose caller gave up included; 1,024 by default.
    package var maximumInFlight: Int
    /// How many bytes may wait to be written; 8 MiB by default.
    package var maximumOutputBytes: Int
    /// How large one reply may be before it ends the connection; 16 MiB by default.
    package var maximumReplyBytes: Int
    /// When to connect again after a loss; 50 ms doubling up to 2 s by default.
    package var reconnect: ReconnectPolicy

    /// A configuration with defaults for all but the address.
    package init(
        address: RedisAddress, username: String? = nil, password: RedisPassword? = nil, database: Int = 0,
        connectTimeout: Duration = .seconds(1), commandDeadline: Duration = .seconds(1),
        stallTimeout: Duration = .seconds(2), maximumInFlight: Int = 1024, maximumOutputBytes: Int = 8 << 20,
        maximumReplyBytes: Int = 16 << 20, reconnect: ReconnectPolicy = ReconnectPolicy()
    ) {
        self.address = address
        self.username = username
        self.password = password
        self.database = database
        self.connectTimeout = connectTimeout
        self.commandDeadline = commandDeadline
        self.stallTimeout = max(stallTimeout, commandDeadline)
        self.maximumInFlight = maximumInFlight
        self.maximumOutputBytes = maximumOutputBytes
        self.maximumReplyBytes = maximumReplyBytes
        self.reconnect = reconnect
    }
}

package import EventLoop

/// Where a pool connects, as whom, and its bounds.
package struct PostgresConfiguration: Sendable, Equatable {
    /// Where the server listens.
    package var server: PostgresEndpoint
    /// The database; `sluice` by default.
    package var database: String
    /// The role to log in as; `sluice` by default.
    package var user: String
    /// The role to become once logged in; nil (the default) stays the one that logged in.
    package var role: String?
    /// The password; nil (the default) where the server asks for none, as over the private socket.
    package var password: PostgresPassword?
    /// What the server's own tables and logs call us; `sluice` by default.
    package var applicationName: String
    /// How long resolving, connecting and logging in may take together; 3 s by default.
    package var connectTimeout: Duration
    /// How long a statement may take; 5 s by default.
    ///
    /// The server ends it then (57014). A server that does not answer at all is given up half a second later.
    package var statementTimeout: Duration
    /// The most connections of one pool; 8 by default.
    package var connections: Int
    /// The most callers who wait for a connection; 1,024 by default.
    package var maximumWaiters: Int
    /// How long a caller waits for a connection; 2 s by default.
    package var waitLimit: Duration
    /// The most statements that each connection keeps prepared; 256 by default.
    package var preparedStatements: Int
    /// When to connect again after a loss; 50 ms doubling up to 2 s by default.
    package var reconnect: ReconnectPolicy

    /// A configuration with defaults for all but the server.
    package init(
        server: PostgresEndpoint, database: String = "sluice", user: String = "sluice",
        role: String? = nil, password: PostgresPassword? = nil, applicationName: String = "sluice",
        connectTimeout: Duration = .seconds(3), statementTimeout: Duration = .seconds(5),
        connections: Int = 8, maximumWaiters: Int = 1024, waitLimit: Duration = .seconds(2),
        preparedStatements: Int = 256, reconnect: ReconnectPolicy = ReconnectPolicy()
    ) {
        self.server = server
        self.database = database
        self.user = user
        self.role = role
        self.password = password
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
        self.connections = max(1, connections)
        self.maximumWaiters = max(0, maximumWaiters)
        self.waitLimit = waitLimit
        self.preparedStatements = max(8, preparedStatements)
        self.reconnect = reconnect
    }
}

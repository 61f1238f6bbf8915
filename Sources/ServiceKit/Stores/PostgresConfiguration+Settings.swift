package import Postgres
package import Settings

extension PostgresConfiguration {
    /// The database that the settings name, for somebody who works as `role` under a name of their own.
    ///
    /// Where the address says whom to log in as, it is that user, who then becomes `role` when asked to.
    package init(
        _ address: PostgresAddress, as role: String, becomesIt: Bool, named name: String,
        statementTimeout: Duration = .seconds(5), connections: Int
    ) {
        let server: PostgresEndpoint =
            switch address.server {
            case .folder(let folder): .unix(folder: folder)
            case .host(let host, let port): .tcp(host: host, port: port)
            }
        self.init(
            server: server, database: address.database, user: address.user ?? role,
            role: becomesIt && address.user != nil ? role : nil,
            password: address.password.map { PostgresPassword($0.revealed) }, applicationName: name,
            statementTimeout: statementTimeout, connections: connections)
    }
}

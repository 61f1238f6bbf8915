import Glibc

/// As whom the private Postgres runs, and who of this system may log in to it.
package struct PostgresUser: Sendable, Equatable {
    /// The user that it runs as.
    package var name: String
    /// The number of the user.
    package var id: UInt32
    /// The number of the user's group.
    package var group: UInt32
    /// Whether it is another one than who started us: Postgres refuses to run as root.
    package var isLowered: Bool

    /// A user with all that is known of it.
    package init(name: String, id: UInt32, group: UInt32, isLowered: Bool) {
        self.name = name
        self.id = id
        self.group = group
        self.isLowered = isLowered
    }

    /// Who started us; for root, the user `postgres`, which Debian's package makes.
    package static func present() throws(DataFolderError) -> PostgresUser {
        let own = getuid()
        // Sound: the entry is copied at once, and no other thread looks users up.
        guard let entry = own == 0 ? getpwnam("postgres") : getpwuid(own) else {
            throw .system(call: "find the user", path: own == 0 ? "postgres" : "\(own)", errno: ENOENT)
        }
        return PostgresUser(
            name: String(cString: entry.pointee.pw_name), id: entry.pointee.pw_uid,
            group: entry.pointee.pw_gid, isLowered: own == 0)
    }
}

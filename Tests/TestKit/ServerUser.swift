import Glibc

/// The user as whom a server runs that refuses root.
struct ServerUser {
    /// Its number.
    let id: uid_t
    /// The number of its group.
    let group: gid_t

    /// The user `postgres`, where this process is root; nil where it can run the server itself.
    static let postgres: ServerUser? = {
        guard getuid() == 0, let entry = getpwnam("postgres") else { return nil }
        return ServerUser(id: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
    }()
}

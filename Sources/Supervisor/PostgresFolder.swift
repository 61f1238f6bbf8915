import Glibc

/// The folder of the private Postgres: made, given to its user, and reachable for it.
package enum PostgresFolder {
    /// Where the data goes when its user cannot reach the data folder, as one in root's home.
    package static let elsewhere = "/var/lib/sluice"

    /// Makes the folder `postgres` of a data folder whose lock is held, and answers its path without links.
    ///
    /// Another user than ours must be able to pass through all folders above it. Where only the data folder
    /// itself is in its way, that is opened to the user's group, for passing, not for reading. Where one
    /// further up is, the data goes to a folder of its own below `elsewhere`, with a link in its place.
    package static func prepare(
        in data: String, for user: PostgresUser, elsewhere: String = Self.elsewhere
    ) throws(DataFolderError) -> String {
        let place = "\(data)/postgres"
        if access(place, F_OK) != 0 {
            // A link without its folder: somebody removed the data.
            unlink(place)
            if user.isLowered, let closed = try firstClosed(above: try real(data), to: user) {
                try makeElsewhere(elsewhere, link: place, because: closed, for: user)
            } else {
                try make(place, for: user)
            }
        }
        let path = try real(place)
        if user.isLowered {
            if path == (try real(data)) + "/postgres" { try open(data, to: user) }
            if let closed = try firstClosed(above: path, to: user) {
                throw .unreachable(path: path, user: user.name, closed: closed)
            }
        }
        guard "\(path)/.s.PGSQL.5432".utf8.count < 108 else { throw .pathTooLong("\(path)/.s.PGSQL.5432") }
        return path
    }

    /// Whether the server's data has been made.
    package static func isMade(_ path: String) -> Bool { access("\(path)/data/PG_VERSION", F_OK) == 0 }

    /// Removes the note of a server that runs no more.
    ///
    /// Only who holds the data folder's lock may: every process of a server holds it too, so none is left.
    /// The number in the note may belong to another process by now, and then the server would not start.
    package static func forgetDeadServer(_ path: String) {
        unlink("\(path)/data/postmaster.pid")
    }

    private static func make(_ path: String, for user: PostgresUser) throws(DataFolderError) {
        guard mkdir(path, 0o700) == 0 else { throw .system(call: "mkdir", path: path, errno: errno) }
        try give(path, to: user)
    }

    private static func makeElsewhere(
        _ folder: String, link: String, because closed: String, for user: PostgresUser
    ) throws(DataFolderError) {
        if mkdir(folder, 0o755) != 0, errno != EEXIST {
            throw .system(call: "mkdir", path: folder, errno: errno)
        }
        if let also = try firstClosed(above: "\(try real(folder))/x", to: user) {
            throw .unreachable(path: link, user: user.name, closed: also)
        }
        var template = Array("\(folder)/postgres-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system(call: "mkdtemp", path: folder, errno: errno) }
        let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try give(made, to: user)
        guard symlink(made, link) == 0 else { throw .system(call: "symlink", path: link, errno: errno) }
    }

    private static func give(_ path: String, to user: PostgresUser) throws(DataFolderError) {
        if user.isLowered, chown(path, user.id, user.group) != 0 {
            throw .system(call: "chown", path: path, errno: errno)
        }
    }

    /// Lets the user's group pass through a folder.
    private static func open(_ path: String, to user: PostgresUser) throws(DataFolderError) {
        guard chown(path, uid_t.max, user.group) == 0 else {
            throw .system(call: "chown", path: path, errno: errno)
        }
        guard chmod(path, 0o710) == 0 else { throw .system(call: "chmod", path: path, errno: errno) }
    }

    /// The first folder above a path through which a user cannot pass.
    private static func firstClosed(above path: String, to user: PostgresUser) throws(DataFolderError)
        -> String?
    {
        var folder = path[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            let name = folder.isEmpty ? "/" : String(folder)
            var status = stat()
            guard stat(name, &status) == 0 else { throw .system(call: "stat", path: name, errno: errno) }
            let bit: mode_t =
                status.st_uid == user.id ? 0o100 : status.st_gid == user.group ? 0o010 : 0o001
            if status.st_mode & bit == 0 { return name }
        }
        return nil
    }

    private static func real(_ path: String) throws(DataFolderError) -> String {
        guard let found = realpath(path, nil) else {
            throw .system(call: "realpath", path: path, errno: errno)
        }
        defer { free(found) }
        return String(cString: found)
    }
}

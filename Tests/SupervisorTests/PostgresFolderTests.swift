import Foundation
import Supervisor
import Testing

@Suite("PostgresFolder") struct PostgresFolderTests {
    private let temporary: TemporaryFolder
    private let data: String
    /// A user of no account; only root can give folders away.
    private let other = PostgresUser(name: "nobody", id: 65_534, group: 65_534, isLowered: true)

    init() throws {
        temporary = try TemporaryFolder()
        data = "\(temporary.path)/data"
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func open(_ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    @Test("for ourselves it is a folder of the data folder, for us alone, and made once") func ours() throws {
        let own = PostgresUser(name: "us", id: getuid(), group: getgid(), isLowered: false)
        let path = try PostgresFolder.prepare(in: data, for: own)
        #expect(path == "\(data)/postgres")
        #expect(try mode(path) == 0o700)
        #expect(try mode(data) == 0o700)
        #expect(try PostgresFolder.prepare(in: data, for: own) == path)
        #expect(!PostgresFolder.isMade(path))
    }

    @Test("the note of a server that runs no more is removed") func deadNote() throws {
        let path = try PostgresFolder.prepare(
            in: data, for: PostgresUser(name: "us", id: getuid(), group: getgid(), isLowered: false))
        try FileManager.default.createDirectory(atPath: "\(path)/data", withIntermediateDirectories: false)
        try "1\n".write(toFile: "\(path)/data/postmaster.pid", atomically: false, encoding: .utf8)
        PostgresFolder.forgetDeadServer(path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/data").isEmpty)
    }

    @Test(
        "another user's group may pass through the data folder, and nobody may read it",
        .enabled(if: getuid() == 0))
    func another() throws {
        try open(temporary.path)
        let path = try PostgresFolder.prepare(in: data, for: other)
        #expect(path == "\(data)/postgres")
        #expect(try mode(data) == 0o710)
        let attributes = try FileManager.default.attributesOfItem(atPath: data)
        #expect(
            attributes[.groupOwnerAccountID] as? Int == 65_534 && attributes[.ownerAccountID] as? Int == 0)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int == 65_534)
    }

    @Test(
        "below a folder that is closed to it, its data goes elsewhere and is found again",
        .enabled(if: getuid() == 0))
    func elsewhere() throws {
        let open = try TemporaryFolder()
        try self.open(open.path)
        let path = try PostgresFolder.prepare(in: data, for: other, elsewhere: "\(open.path)/sluice")
        #expect(path.hasPrefix("\(open.path)/sluice/postgres-"))
        #expect(try mode(path) == 0o700)
        #expect(try mode(data) == 0o700)
        let again = try PostgresFolder.prepare(in: data, for: other, elsewhere: "\(open.path)/sluice")
        #expect(again == path)
        try FileManager.default.removeItem(atPath: path)
        let anew = try PostgresFolder.prepare(in: data, for: other, elsewhere: "\(open.path)/sluice")
        #expect(anew != path && anew.hasPrefix("\(open.path)/sluice/postgres-"))
    }

    @Test("where there is no place that its user can reach, that is said", .enabled(if: getuid() == 0))
    func nowhere() throws {
        let closed = temporary.path
        #expect(
            throws: DataFolderError.unreachable(path: "\(data)/postgres", user: "nobody", closed: closed)
        ) {
            _ = try PostgresFolder.prepare(in: data, for: other, elsewhere: "\(closed)/sluice")
        }
    }
}

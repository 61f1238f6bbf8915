import Foundation
import Supervisor
import Testing

@Suite("DataFolder")
struct DataFolderTests {
    let temporary: TemporaryFolder

    init() throws {
        temporary = try TemporaryFolder()
    }

    func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("is readable by its owner only, and so is what is written into it")
    func modes() throws {
        let folder = try DataFolder(path: "\(temporary.path)/data/")
        try folder.write(Array("secret".utf8), to: "key")
        try folder.makeFolder("keys")
        #expect(folder.path == "\(temporary.path)/data")
        #expect(try mode(folder.path) == 0o700)
        #expect(try mode(folder.path(of: "key")) == 0o600)
        #expect(try mode(folder.path(of: "keys")) == 0o700)
        #expect(folder.has("key") && !folder.has("other"))
    }

    @Test("a second one on the same folder is refused, and names the holder")
    func locked() throws {
        let first = try DataFolder(path: "\(temporary.path)/data")
        #expect(throws: DataFolderError.inUse(path: first.path, pid: getpid())) {
            _ = try DataFolder(path: "\(temporary.path)/data")
        }
    }

    @Test("the lock goes with the folder")
    func unlocked() throws {
        do { _ = try DataFolder(path: "\(temporary.path)/data") }
        _ = try DataFolder(path: "\(temporary.path)/data", patience: .zero)
    }

    @Test("while only children of a dead process hold the lock, it waits no longer than it was told")
    func patience() throws {
        do { _ = try DataFolder(path: "\(temporary.path)/data") }
        let lock = "\(temporary.path)/data/lock"
        let child = try LockHolder(lock)
        // No process has this number: it is above the kernel's largest.
        try Data("4194999\n".utf8).write(to: URL(fileURLWithPath: lock))
        #expect(throws: DataFolderError.inUse(path: "\(temporary.path)/data", pid: 4_194_999)) {
            _ = try DataFolder(path: "\(temporary.path)/data", patience: .milliseconds(60))
        }
        child.letGo()
        _ = try DataFolder(path: "\(temporary.path)/data", patience: .seconds(5))
    }

    @Test("a file is replaced as a whole, and nothing else is left in the folder")
    func replaces() throws {
        let folder = try DataFolder(path: "\(temporary.path)/data")
        for text in ["long content", "short", ""] {
            try folder.write(Array(text.utf8), to: "file", mode: 0o640)
            #expect(try String(contentsOfFile: folder.path(of: "file"), encoding: .utf8) == text)
        }
        #expect(try mode(folder.path(of: "file")) == 0o640)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["file", "lock"])
    }

    @Test("a write that fails leaves the old content and no new file")
    func failsCleanly() throws {
        let folder = try DataFolder(path: "\(temporary.path)/data")
        try folder.makeFolder("taken")
        try Data().write(to: URL(fileURLWithPath: folder.path(of: "taken/inner")))
        #expect(throws: DataFolderError.self) { try folder.write([1], to: "taken") }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["lock", "taken"])
    }

    @Test("a socket path that the system cannot hold is refused")
    func longSocketPath() throws {
        let folder = try DataFolder(path: "\(temporary.path)/\(String(repeating: "d", count: 90))")
        #expect(throws: DataFolderError.self) { _ = try folder.socketPath(of: "redis.sock") }
    }
}

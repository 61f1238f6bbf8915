import Bytes
import Foundation
import TestKit
import Testing

@testable import Tokens

@Suite("KeyFolder")
final class KeyFolderTests {
    let root: String

    init() throws {
        root = NSTemporaryDirectory() + "sluice-keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    private var folder: KeyFolder { KeyFolder(path: root + "/data/keys") }
    private var file: String { root + "/data/keys/keyring" }

    private func create() throws -> KeyRing {
        var random = SecureRandom()
        return try folder.loadOrCreate(now: 1_000, random: &random)
    }

    private func mode(_ path: String) throws -> Int {
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        return try #require(mode)
    }

    private func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test("the first start makes the folder and the keys, private; the next one loads them")
    func firstStart() throws {
        #expect(throws: KeyError.missing(path: file)) { try folder.load() }
        let made = try create()
        #expect(try mode(root + "/data/keys") == 0o700)
        #expect(try mode(file) == 0o600)
        #expect(try create() == made)
        #expect(try folder.load() == made)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keyring"])
    }

    @Test("a file that anybody else can read is refused", arguments: [0o604, 0o640, 0o644, 0o602, 0o660])
    func openFile(mode: Int) throws {
        _ = try create()
        try setMode(mode, file)
        #expect(throws: KeyError.openToOthers(path: file)) { try folder.load() }
        #expect(throws: KeyError.openToOthers(path: file)) { try create() }
    }

    @Test("a folder into which others can write is refused", arguments: [0o770, 0o702, 0o777])
    func openFolder(mode: Int) throws {
        _ = try create()
        try setMode(mode, folder.path)
        #expect(throws: KeyError.openToOthers(path: folder.path)) { try folder.load() }
    }

    @Test("the keys of a former folder are taken over whole, and leave it once they stand in the new one")
    func former() throws {
        let old = KeyFolder(path: root + "/data/keys")
        let new = KeyFolder(path: root + "/data/keys/gateway")
        var random = SecureRandom()
        let ring = try create()
        #expect(try new.loadOrCreate(former: old, now: 2_000, random: &random) == ring)
        #expect(try mode(new.path) == 0o700)
        #expect(try mode(new.path + "/keyring") == 0o600)
        #expect(throws: KeyError.missing(path: file)) { try old.load() }
        #expect(try new.loadOrCreate(former: old, now: 3_000, random: &random) == ring)
        #expect(try FileManager.default.contentsOfDirectory(atPath: old.path) == ["gateway"])
        // A crash between the two: the same ring stands in both, and the former one goes at the next start.
        try FileManager.default.copyItem(atPath: new.path + "/keyring", toPath: file)
        #expect(try new.loadOrCreate(former: old, now: 4_000, random: &random) == ring)
        #expect(throws: KeyError.missing(path: file)) { try old.load() }
        // Another ring is nobody's to throw away.
        let other = try create()
        #expect(try new.loadOrCreate(former: old, now: 5_000, random: &random) == ring)
        #expect(try old.load() == other)
    }

    @Test("a former ring that cannot be read is told, and no other one is made in its place")
    func brokenFormer() throws {
        _ = try create()
        try "sluice-keys 1\nsession x\n".write(toFile: file, atomically: false, encoding: .utf8)
        try setMode(0o600, file)
        let new = KeyFolder(path: root + "/data/keys/gateway")
        var random = SecureRandom()
        #expect(throws: KeyError.malformed(path: file, line: 2)) {
            try new.loadOrCreate(former: folder, now: 2_000, random: &random)
        }
        #expect(throws: KeyError.missing(path: new.path + "/keyring")) { try new.load() }
    }

    @Test("of many who take over at once all have the former ring")
    func formerRace() async throws {
        for round in 0..<10 {
            let old = KeyFolder(path: root + "/\(round)/keys")
            var random = SecureRandom()
            let ring = try old.loadOrCreate(now: 0, random: &random)
            let path = old.path + "/gateway"
            let rings = try await withThrowingTaskGroup(of: KeyRing.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var random = SecureRandom()
                        return try KeyFolder(path: path).loadOrCreate(former: old, now: 1, random: &random)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(rings.allSatisfy { $0 == ring })
        }
    }

    @Test("a broken file is refused and never written over")
    func brokenFile() throws {
        _ = try create()
        try "sluice-keys 1\nsession x\n".write(toFile: file, atomically: false, encoding: .utf8)
        #expect(throws: KeyError.malformed(path: file, line: 2)) { try create() }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "sluice-keys 1\nsession x\n")
    }

    @Test("something that is not a file is refused at once")
    func notAFile() throws {
        _ = try create()
        try FileManager.default.removeItem(atPath: file)
        #expect(mkfifo(file, 0o600) == 0)
        #expect(throws: KeyError.self) { try folder.load() }
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        #expect(throws: KeyError.self) { try folder.load() }
    }

    @Test("a path that cannot be made is an error and not a crash")
    func impossiblePath() {
        var random = SecureRandom()
        #expect(throws: KeyError.self) {
            try KeyFolder(path: "/proc/none/keys").loadOrCreate(now: 0, random: &random)
        }
    }

    @Test("many that start at once all end with the same keys")
    func concurrentStart() async throws {
        for round in 0..<10 {
            let folder = KeyFolder(path: root + "/\(round)/keys")
            let rings = try await withThrowingTaskGroup(of: KeyRing.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var random = SecureRandom()
                        return try folder.loadOrCreate(now: 1_000, random: &random)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(rings.allSatisfy { $0 == rings[0] })
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keyring"])
        }
    }

    @Test("rotation replaces the file whole, keeps it private, and one at a time does it")
    func rotation() throws {
        let made = try create()
        var random = SeededRandom(seed: 1)
        let changed = try folder.change { ring throws(KeyError) in
            try ring.rotateSlips(now: 5_000, reload: .seconds(5), random: &random)
            do throws(KeyError) {
                _ = try self.folder.change { _ throws(KeyError) in }
                Issue.record("two at once")
            } catch {
                #expect(error == .busy(path: self.folder.path))
            }
        }
        #expect(changed.slips.count == 2 && changed.slips[0] == made.slips[0])
        #expect(try folder.load() == changed)
        #expect(try mode(file) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keyring"])
        #expect(throws: KeyError.noKey) { try folder.change { _ throws(KeyError) in throw .noKey } }
        #expect(try folder.load() == changed)
    }
}

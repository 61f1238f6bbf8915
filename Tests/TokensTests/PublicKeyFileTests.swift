import Foundation
import Testing

@testable import Tokens

@Suite("PublicKeyFile")
final class PublicKeyFileTests {
    let root = NSTemporaryDirectory() + "sluice-public-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    private var file: PublicKeyFile { PublicKeyFile(path: root + "/data/public/keys.json") }

    private func mode() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    }

    private func content() throws -> String { try String(contentsOfFile: file.path, encoding: .utf8) }

    @Test("is made with its folders, for everybody to read, and alone in its folder")
    func made() throws {
        #expect(try file.publish(Array("one".utf8)))
        #expect(try content() == "one")
        #expect(try mode() == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/data/public") == ["keys.json"])
    }

    @Test("is replaced whole when it says something else, and left alone when it says the same")
    func replaced() throws {
        try file.publish(Array("one".utf8))
        #expect(try !file.publish(Array("one".utf8)))
        for other in ["two", "longer", "", "one"] {
            let before = try FileHandle(forReadingFrom: URL(fileURLWithPath: file.path))
            let old = try content()
            #expect(try file.publish(Array(other.utf8)))
            #expect(try content() == other)
            // Who has the old one open reads all of it.
            #expect(try before.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? "" == old)
        }
    }

    @Test("is written again when its mode is wrong")
    func wrongMode() throws {
        try file.publish(Array("one".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(try file.publish(Array("one".utf8)))
        #expect(try mode() == 0o644)
    }

    @Test("cannot stand where a folder or a file is in its way, and leaves nothing behind")
    func inTheWay() throws {
        try FileManager.default.createDirectory(atPath: file.path, withIntermediateDirectories: true)
        #expect(throws: KeyError.self) { try file.publish(Array("one".utf8)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/data/public") == ["keys.json"])
        let below = PublicKeyFile(path: root + "/data/public/keys.json/../../../data/x/y")
        try "a file".write(toFile: root + "/data/x", atomically: true, encoding: .utf8)
        #expect(throws: KeyError.self) { try below.publish(Array("one".utf8)) }
    }
}

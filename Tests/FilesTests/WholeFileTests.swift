import Foundation
import Testing

@testable import Files

@Suite("WholeFile")
final class WholeFileTests {
    private let root = NSTemporaryDirectory() + "sluice-files-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func put(_ text: String, _ name: String, mode: UInt32 = 0o644) throws(FileFailure) {
        let bytes = Array(text.utf8)
        try WholeFile.write(bytes.span.bytes, to: "\(root)/\(name)", mode: mode)
    }

    @Test("a file is made with its folders and its mode, and is alone there")
    func made() throws {
        try put("one", "a/b/file", mode: 0o640)
        #expect(try mode("\(root)/a/b/file") == 0o640)
        #expect(try mode("\(root)/a/b") == 0o755)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/a/b") == ["file"])
        #expect(try WholeFile.read("\(root)/a/b/file", limit: 10) == Array("one".utf8))
    }

    @Test("whoever reads while it is replaced reads one of both, never a part")
    func replaced() async throws {
        let contents = ["x", "y"].map { String(repeating: $0, count: 200_000) }
        try put(contents[0], "file")
        let path = "\(root)/file"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for text in contents {
                group.addTask {
                    let bytes = Array(text.utf8)
                    for _ in 0..<20 { try WholeFile.write(bytes.span.bytes, to: path, mode: 0o600) }
                }
            }
            for _ in 0..<200 {
                let read = try WholeFile.read(path, limit: 1 << 20)
                #expect(read.count == 200_000 && Set(read).count == 1)
            }
            try await group.waitForAll()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["file"])
    }

    @Test("what stands in the way is told with its path, and nothing is left behind")
    func inTheWay() throws {
        try put("one", "file")
        #expect(throws: FileFailure("mkdir", "\(root)/file/below", code: ENOTDIR)) {
            try put("two", "file/below/other")
        }
        try FileManager.default.createDirectory(atPath: "\(root)/folder", withIntermediateDirectories: true)
        #expect(throws: FileFailure("rename", "\(root)/folder", code: EISDIR)) { try put("two", "folder") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).sorted() == ["file", "folder"])
        #expect(throws: FileFailure("open", "\(root)/none", code: ENOENT)) {
            try WholeFile.read("\(root)/none", limit: 1)
        }
    }

    @Test("a reading ends one byte past its bound")
    func bounded() throws {
        try put("12345", "file")
        #expect(try WholeFile.read("\(root)/file", limit: 3).count == 4)
        #expect(try WholeFile.read("\(root)/file", limit: 5).count == 5)
    }

    @Test("the folder of a path is what comes before its last name")
    func folders() {
        #expect(WholeFile.folder(of: "a") == ".")
        #expect(WholeFile.folder(of: "/a") == "/")
        #expect(WholeFile.folder(of: "a/b/c") == "a/b")
    }
}

import CLinux
import Foundation
import Supervisor
import Testing

@Suite("The private redis-server")
struct RedisChildTests {
    @Test(
        "starts, answers on its socket, has no port, keeps the lock, and leaves its file",
        .timeLimit(.minutes(1)))
    func lives() async throws {
        let temporary = try TemporaryFolder()
        let folder = try DataFolder(path: "\(temporary.path)/data")
        let path = folder.path
        let spec = RedisServerSpec(folder: path, lockDescriptor: folder.lockDescriptor)
        try folder.write(Array(spec.configuration.utf8), to: RedisServerSpec.configurationName)
        let (error, log) = try await Supervised.run([[spec.child]]) { log, request in
            #expect(Self.cli(path, "SET", "a", "b") == "OK")
            #expect(Self.cli(path, "CONFIG", "GET", "port").hasSuffix("\n0"))
            #expect(Self.cli(path, "CONFIG", "GET", "maxmemory-policy").hasSuffix("noeviction"))
            request.stop()
        }
        #expect(error == nil)
        #expect(log.events.contains("redis: exited with status 0"))
        #expect(FileManager.default.fileExists(atPath: "\(path)/appendonlydir"))
        #expect(log.written(by: "redis").contains { $0.contains("ready to accept connections") })
    }

    @Test("as long as it lives the folder is not free, even when the parent let go", .timeLimit(.minutes(1)))
    func holdsLock() async throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path
        let held = clinux_lock_file("\(path)/lock", 0o600)
        #expect(held >= 0)
        let spec = RedisServerSpec(folder: path, lockDescriptor: held)
        try WholeFile.write(Array(spec.configuration.utf8), to: "\(path)/redis.conf", mode: 0o600)
        let (error, _) = try await Supervised.run([[spec.child]]) { _, request in
            close(held)
            #expect(clinux_lock_file("\(path)/lock", 0o600) == -EWOULDBLOCK)
            request.stop()
        }
        #expect(error == nil)
        _ = try DataFolder(path: path, patience: .zero)
    }

    private static func cli(_ folder: String, _ arguments: String...) -> String {
        let process = Process()
        let output = Foundation.Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/redis-cli")
        process.arguments = ["-s", "\(folder)/redis.sock"] + arguments
        process.standardOutput = output
        guard (try? process.run()) != nil else { return "" }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

import Bytes
import Foundation
import Telemetry
import Testing

@Suite("Standard output")
struct StandardOutputTests {
    private static let line = String(repeating: "x", count: 999) + "\n"

    private func write(_ output: StandardOutput) -> Bool {
        var buffer = ByteBuffer()
        buffer.append(string: Self.line)
        return output.write(buffer)
    }

    private func read(_ descriptor: CInt) -> Int {
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        return max(0, Glibc.read(descriptor, &chunk, chunk.count))
    }

    /// Writes until the other end's buffer is full, reads some, writes again: no line waits, none is torn.
    private func fills(_ ends: [CInt]) {
        let output = StandardOutput(descriptor: ends[1])
        var written = 0
        while written < 10_000, write(output) { written += 1 }
        #expect(written > 10 && written < 10_000)
        #expect(!write(output))
        let first = read(ends[0])
        #expect(first > 0 && first % Self.line.utf8.count == 0 || first == 1 << 20)
        #expect(write(output))
        #expect(fcntl(ends[1], F_GETFL) & O_NONBLOCK == 0, "the shared descriptor keeps its flags")
        close(ends[0])
        #expect(!write(output), "a reader that is gone costs a line, not the process")
        close(ends[1])
    }

    @Test("to a full pipe drops lines and does not wait")
    func pipes() {
        var ends: [CInt] = [-1, -1]
        #expect(pipe(&ends) == 0)
        fills(ends)
    }

    @Test("to a full socket drops lines and does not wait")
    func sockets() {
        var ends: [CInt] = [-1, -1]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        fills(ends)
    }

    @Test("to a file appends where the descriptor stands")
    func files() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        defer { close(descriptor) }
        #expect(Glibc.write(descriptor, "first\n", 6) == 6)
        let output = StandardOutput(descriptor: descriptor)
        #expect(write(output))
        #expect(write(output))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "first\n" + Self.line + Self.line)
    }

    @Test("to a closed descriptor drops lines")
    func closed() {
        #expect(!write(StandardOutput(descriptor: 1 << 20)))
    }
}

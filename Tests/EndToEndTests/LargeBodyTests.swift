import Foundation
import Testing

@Suite("Large bodies")
struct LargeBodyTests {
    /// 64 MiB, or 1 GiB with SLUICE_LONG=1.
    private static let size = (ProcessInfo.processInfo.environment["SLUICE_LONG"] == nil ? 64 : 1024) << 20

    @Test("go through in both directions while memory stays flat", .timeLimit(.minutes(5)))
    func flatMemory() throws {
        let upstream = try BulkUpstream()
        let house = try House(room: ["mode: passthrough"], upstream: upstream.port)
        let port = try house.startGateway()
        let pid = house.gateways[0].role.pid
        #expect(try down(1 << 20, at: port) == 1 << 20)
        #expect(try up(1 << 20, at: port) == "\(1 << 20)")
        let before = ProcessTable.kibibytes("VmHWM", of: pid)
        #expect(try down(Self.size, at: port) == Self.size)
        #expect(try up(Self.size, at: port) == "\(Self.size)")
        let growth = ProcessTable.kibibytes("VmHWM", of: pid) - before
        #expect(growth < 16 << 10, "grew by \(growth) KiB")
    }

    private func down(_ size: Int, at port: UInt16) throws -> Int {
        let wire = try Wire(port)
        wire.send(Array("GET /\(size) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8))
        var head: [UInt8] = []
        while true {
            let more = wire.read()
            if more.isEmpty { throw Broken("no head") }
            head += more
            if let end = head.firstRange(of: [13, 10, 13, 10]) {
                var count = head.count - end.upperBound
                while true {
                    let more = wire.read()
                    if more.isEmpty { return count }
                    count += more.count
                }
            }
        }
    }

    private func up(_ size: Int, at port: UInt16) throws -> String {
        let wire = try Wire(port)
        wire.send(
            Array(
                "POST /take HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: \(size)\r\n\r\n"
                    .utf8))
        let block = [UInt8](repeating: 0x62, count: 1 << 16)
        var left = size
        while left > 0 {
            guard wire.send(Array(block.prefix(left))) else {
                throw Broken("the upload ended with \(left) left")
            }
            left -= min(left, block.count)
        }
        return try Answer.read(wire).text
    }
}

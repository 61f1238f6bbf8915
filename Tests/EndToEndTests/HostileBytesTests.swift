import Foundation
import Testing

@Suite("Hostile bytes")
struct HostileBytesTests {
    @Test("end in a refusal or a closed connection, and the gateway goes on", .timeLimit(.minutes(2)))
    func catalogue() throws {
        let house = try House(room: ["mode: always", "rate: 0.001", "capacity: 1"])
        let port = try house.startGateway()
        let (role, _, ops) = house.gateways[0]
        for (index, request) in HostileBytes.requests.enumerated() {
            for target in [port, ops] {
                let answer = try send(Array(request.utf8), to: target)
                let line = String(decoding: answer.prefix(12), as: UTF8.self)
                let isRefusal = answer.isEmpty || line.hasPrefix("HTTP/1.1 4") || line.hasPrefix("HTTP/1.1 5")
                // On the ops port unknown paths are 404; both may answer what is only odd and not wrong.
                #expect(isRefusal, "\(index) at \(target == port ? "the gateway" : "ops"): \(line)")
            }
            #expect(role.isRunning, "\(index) ended the gateway")
        }
        for seed in 1...20 as ClosedRange<UInt64> {
            _ = try send(HostileBytes.noise(seed: seed, count: Int(seed) * 700), to: port)
        }
        #expect(role.isRunning)
        #expect(try Person().ask("GET", "/livez", at: ops).status == 200)
        #expect(try Person().join(at: port).status == 201)
    }

    @Test("that come slowly, or stop half way, hold nothing for ever", .timeLimit(.minutes(1)))
    func halfRequests() throws {
        let house = try House(room: ["mode: always", "rate: 0.001", "capacity: 1"])
        let port = try house.startGateway()
        let halves = try (0..<20).map { index in
            let wire = try Wire(port)
            wire.send(Array("GET /_sluice/v1/rooms/demo HTTP/1.1\r\nHost: h\r\nX-\(index): y".utf8))
            return wire
        }
        let body = try Wire(port)
        body.send(
            Array(
                "POST /_sluice/v1/rooms/demo/places HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf"
                    .utf8))
        for wire in halves {
            let answer = String(decoding: wire.readToEnd(), as: UTF8.self)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408"))
        }
        let answer = String(decoding: body.readToEnd(), as: UTF8.self)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
        #expect(try Person().join(at: port).status == 201)
    }

    /// Sends bytes, ends the sending side, and reads what comes.
    private func send(_ bytes: [UInt8], to port: UInt16) throws -> [UInt8] {
        let wire = try Wire(port)
        wire.send(bytes)
        wire.endSending()
        return wire.readToEnd()
    }
}

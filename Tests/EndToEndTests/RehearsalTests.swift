import Foundation
import TestKit
import Testing

@Suite("A rehearsal")
struct RehearsalTests {
    /// Noise of the machine decides these; `make rehearse` on a quiet one judges them.
    private static let timed = ["the site is in use while people wait", "the crowd comes by the clock"]

    @Test("of a small rush over two gateways holds every rule of the line", .timeLimit(.minutes(2)))
    func smallRush() throws {
        let house = try House(
            room: ["mode: auto", "rate: 100", "capacity: 60", "session: {start: 5s, idle: 20s, max: 1m}"])
        let ports = [try house.startGateway(audited: true), try house.startGateway(audited: true)]
        let report = house.folder.url.appendingPathComponent("report.json")
        let rehearsal = try RunningRole(
            ["rehearse", "--redis", "unix:\(house.redis.socketPath)", "--visitors", "600", "--span", "1s"]
                + ["--stay", "400ms", "--late-by", "3s", "--patience", "60s", "--report", report.path]
                + ports.flatMap { ["--target", "127.0.0.1:\($0)"] },
            folder: house.folder.url)
        #expect(rehearsal.hasEnded(within: 90))
        let data = try Data(contentsOf: report)
        let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let checks = document?["checks"] as? [[String: Any]] ?? []
        #expect(checks.count >= 12, "\(rehearsal.written)")
        for check in checks where !Self.timed.contains(check["name"] as? String ?? "") {
            #expect(check["holds"] as? Bool != false, "\(check)")
        }
        let judged = checks.filter { $0["holds"] is Bool }.compactMap { $0["name"] as? String }
        #expect(judged.contains("sessions at any instant"), "checked inside Redis, not sampled")
        #expect(judged.contains("nobody at the door is overtaken"))
    }
}

import EventLoop
import Mail
import Synchronization
import TestKit
import Testing

@Suite("Sending over a relay") struct MailSenderTests {
    /// A relay that takes messages and keeps their lines; `greeting` may refuse everything.
    private static func relay(_ seen: Notes, greeting: String = "220 hi") -> RawServer {
        RawServer { client, _ in
            try client.send("\(greeting)\r\n")
            guard greeting.hasPrefix("220") else { return }
            while true {
                let line = try client.read(until: "\r\n")
                seen.add(line)
                if line == "DATA\r\n" {
                    try client.send("354 go on\r\n")
                    seen.add(try client.read(until: "\r\n.\r\n"))
                    try client.send("250 taken\r\n")
                } else if line == "QUIT\r\n" {
                    try client.send("221 bye\r\n")
                    return
                } else {
                    try client.send(line.hasPrefix("EHLO") ? "250-hello\r\n250 SIZE\r\n" : "250 fine\r\n")
                }
            }
        }
    }

    private static func send(
        to port: UInt16, count: Int = 1, connections: Int = 4, waiting: Int = 8
    ) async throws -> [MailError?] {
        let pool = try BlockingPool()
        defer { pool.stop() }
        return try await withLoop { loop in
            var relay = MailRelay(host: "127.0.0.1", port: port, connections: connections, waiting: waiting)
            relay.replyTimeout = .milliseconds(300)
            let sender = MailSender(relay, on: loop, resolver: NameResolver(pool: pool)) { 0 }
            let message = MailMessage(
                sender: try #require(MailAddress("a@b.example")),
                recipient: try #require(MailAddress("c@d.example")), subject: "s", text: "t")
            var results: [MailError?] = []
            for _ in 0..<count {
                do throws(MailError) {
                    try await sender.send(message)
                    results.append(nil)
                } catch {
                    results.append(error)
                }
            }
            return results
        }
    }

    @Test("messages are handed over, one connection each")
    func sending() async throws {
        let seen = Notes()
        let server = Self.relay(seen)
        #expect(try await Self.send(to: server.port, count: 2) == [nil, nil])
        #expect(seen.wait(for: "QUIT\r\n", times: 2))
        #expect(seen.count("RCPT TO:<c@d.example>\r\n") == 2)
        #expect(seen.all.contains { $0.contains("Subject: ") && $0.hasSuffix("\r\n.\r\n") })
    }

    @Test("a relay that refuses, is silent, talks nonsense or is not there is told apart")
    func failures() async throws {
        let seen = Notes()
        let refusing = Self.relay(seen, greeting: "554 no service")
        #expect(
            try await Self.send(to: refusing.port) == [.refused(code: 554, text: "no service")])
        let silent = RawServer { client, _ in _ = try? client.readToEnd() }
        #expect(try await Self.send(to: silent.port) == [.timedOut])
        let web = RawServer { client, _ in try client.send("HTTP/1.1 400 Bad Request\r\n") }
        #expect(try await Self.send(to: web.port) == [.malformed])
        let flood = RawServer { client, _ in
            for _ in 0..<200 { try client.send(String(repeating: "2", count: 1000)) }
            _ = try? client.readToEnd()
        }
        #expect(try await Self.send(to: flood.port) == [.malformed])
        let endless = RawServer { client, _ in
            for _ in 0..<100 { try client.send("220-more\r\n") }
            _ = try? client.readToEnd()
        }
        #expect(try await Self.send(to: endless.port) == [.malformed])
        let gone = RawServer(.refusal)
        #expect(try await Self.send(to: gone.port) == [.unreachable])
        #expect(MailError.refused(code: 451, text: "").retryHelps)
        #expect(!MailError.refused(code: 550, text: "").retryHelps)
    }

    @Test("more messages than may wait are refused at once")
    func bounds() async throws {
        let pool = try BlockingPool()
        defer { pool.stop() }
        let silent = RawServer { client, _ in _ = try? client.readToEnd() }
        let port = silent.port
        let outcomes = try await withLoop { loop in
            var relay = MailRelay(host: "127.0.0.1", port: port, connections: 1, waiting: 1)
            relay.replyTimeout = .milliseconds(200)
            let sender = MailSender(relay, on: loop, resolver: NameResolver(pool: pool)) { 0 }
            let message = MailMessage(
                sender: try #require(MailAddress("a@b")), recipient: try #require(MailAddress("c@d")),
                subject: "", text: "")
            var outcomes: [MailError] = []
            let parking = Parking(loop.reactor)
            for _ in 0..<3 {
                let work = Sending(sender, message) { outcome in
                    outcomes.append(outcome)
                    if outcomes.count == 3 { parking.wake() }
                }
                _ = loop.reactor.runners.start(work)
            }
            _ = await parking.park(loop.reactor, atMost: .seconds(10))
            return outcomes
        }
        #expect(outcomes.count { $0 == .overloaded } == 1)
        #expect(outcomes.count { $0 == .timedOut } == 2)
    }

    private final class Sending: LoopWork {
        let sender: MailSender
        let message: MailMessage
        let done: (MailError) -> Void

        init(_ sender: MailSender, _ message: MailMessage, _ done: @escaping (MailError) -> Void) {
            self.sender = sender
            self.message = message
            self.done = done
        }

        func perform() async {
            do throws(MailError) {
                try await sender.send(message)
            } catch {
                done(error)
            }
        }
    }
}

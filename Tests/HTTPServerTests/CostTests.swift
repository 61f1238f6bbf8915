import Foundation
import TestKit
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct CostTests {
    @Test(
        .enabled(if: AllocationCounter.isPossible, "the counter needs gcc, which is not there"),
        arguments: ["/", "/run"])
    func `a request allocates nothing once the server is warm`(path: String) throws {
        let library = try AllocationCounter()
        let server = try MeasuredServer(preload: library.path)
        let client = try RawClient(port: server.port)
        func ask(_ count: Int) throws {
            for _ in 0..<count {
                try client.send(get(path))
                _ = try client.read(count: 250)
            }
        }
        try ask(1000)
        for _ in 0..<10 { _ = try server.costs() }
        let first = try server.costs()
        let before = try server.costs()
        try #require(first.allocations > 0)
        try ask(5000)
        let asking = before.allocations - first.allocations
        let spent = try server.costs().allocations - before.allocations - asking
        // The asking itself allocates; a few more are left for tables of the runtime that grow.
        #expect(spent < 50, "\(spent) allocations for 5,000 requests")
    }

    @Test func `an idle connection costs little memory`() throws {
        let server = try MeasuredServer()
        for _ in 0..<100 { _ = try server.costs() }
        let before = try server.costs().residentBytes
        var clients: [RawClient] = []
        for _ in 0..<9000 {
            let client = try RawClient(port: server.port)
            try client.send(get("/"))
            _ = try client.read(count: 250)
            clients.append(client)
        }
        let each = (try server.costs().residentBytes - before) / clients.count
        #expect(each < 1024, "\(each) bytes a connection")
        print("an idle connection costs \(each) bytes")
        withExtendedLifetime(clients) {}
    }

    @Test func `connections that come and go leave nothing behind`() throws {
        let server = try MeasuredServer()
        func visit(_ count: Int) throws {
            for index in 0..<count {
                let client = try RawClient(port: server.port)
                let fields = index % 3 == 0 ? "Connection: close\r\n" : ""
                try client.send(get(index % 2 == 0 ? "/run" : "/", fields))
                _ = try client.read(count: 250)
                if index % 5 == 0 { client.resetOnClose() }
            }
        }
        try visit(1000)
        let before = try server.costs().residentBytes
        try visit(6000)
        let grown = try server.costs().residentBytes - before
        #expect(grown < 600_000, "\(grown) bytes more after 6,000 connections")
        print("6,000 connections leave \(grown) bytes")
    }

    @Test func `without descriptors accepting pauses, does not spin, and goes on`() throws {
        let server = try MeasuredServer(descriptors: 40)
        // They have sent nothing, so that the server has no idle connection that it may close.
        var silent = try (0..<60).map { _ in try RawClient(port: server.port) }
        var pauses = 0
        while pauses < 3 { pauses = try server.costs().pauses }
        let before = try server.costs()
        let began = ContinuousClock.now
        while try server.costs().pauses < before.pauses + 5 { usleep(20_000) }
        let after = try server.costs()
        let passed = ContinuousClock.now - began
        // Ten pauses a second at most; each of ours and theirs is a turn or two.
        #expect(passed > .milliseconds(300))
        #expect(after.turns - before.turns < 200)
        #expect(after.milliseconds - before.milliseconds < 200)
        silent.removeAll()
        let fresh = try RawClient(port: server.port)
        try fresh.send(get("/"))
        #expect(try fresh.response().status == 200)
    }
}

import Foundation
import Supervisor
import Testing

@Suite("Supervision of real children")
struct SupervisionTests {
    func serving(_ role: String) -> ChildSpec {
        var child = Supervised.shell(role, "echo ready; exec sleep 1000")
        child.readiness = .line("ready")
        return child
    }

    @Test("stages start in order, each when the one before is ready, and stop in the opposite order")
    func order() async throws {
        let (error, log) = try await Supervised.run([[serving("a")], [serving("b"), serving("c")]])
        #expect(error == nil)
        let events = log.events.map { $0.replacing(#/ with pid \d+/#, with: "") }
        #expect(events.prefix(3) == ["a: started", "a: ready", "b: started"])
        let asked = events.filter { $0.hasSuffix("asked to stop") }
        #expect(asked == ["b: asked to stop", "c: asked to stop", "a: asked to stop"])
        let lastOfStage = try #require(events.lastIndex { $0.hasPrefix("c: was ended") })
        #expect(try #require(events.firstIndex(of: "a: asked to stop")) > lastOfStage)
    }

    @Test("a crash loop is bounded: then everything is stopped and the run says why")
    func crashLoop() async throws {
        let (error, log) = try await Supervised.run(
            [[serving("steady")], [Supervised.shell("broken", "echo oh; exit 3")]], whenReady: { _, _ in })
        #expect(error == .gaveUp(role: "broken", reason: "exited with status 3"))
        #expect(log.written(by: "broken") == ["oh", "oh", "oh", "oh"])
        #expect(log.events.last == "steady: was ended by signal 15")
    }

    @Test("a child that ends is started again")
    func restarts() async throws {
        let folder = try TemporaryFolder()
        var flaky = Supervised.shell(
            "flaky", "if mkdir \(folder.path)/once; then exit 1; fi; echo ready; exec sleep 1000")
        flaky.readiness = .line("ready")
        let (error, log) = try await Supervised.run([[flaky]])
        #expect(error == nil)
        #expect(log.events.filter { $0.contains("started with pid") }.count == 2)
        #expect(log.events.contains("flaky: exited with status 1"))
    }

    @Test("an executable that is not there fails at once")
    func noExecutable() async throws {
        let child = ChildSpec(role: "ghost", executable: "/nowhere/ghost")
        let (error, _) = try await Supervised.run([[child]])
        guard case .gaveUp(role: "ghost", let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("/nowhere/ghost"))
    }

    @Test("who does not stop when asked is killed, a frozen child too")
    func stubborn() async throws {
        var deaf = Supervised.shell("deaf", "trap '' TERM; echo ready; while :; do sleep 1000; done")
        deaf.readiness = .line("ready")
        deaf.stopWithin = .milliseconds(50)
        var frozen = Supervised.shell("frozen", "echo ready; kill -STOP $$; sleep 1000")
        frozen.readiness = .line("ready")
        frozen.stopSignal = SIGUSR2
        frozen.stopWithin = .milliseconds(50)
        let (error, log) = try await Supervised.run([[deaf, frozen]])
        #expect(error == nil)
        #expect(log.events.contains("deaf: was ended by signal 9"))
        #expect(log.events.contains { $0.hasPrefix("frozen: was ended by signal") })
    }

    @Test("a second request does not wait any more")
    func secondRequest() async throws {
        var deaf = Supervised.shell("deaf", "trap '' TERM; echo ready; while :; do sleep 1000; done")
        deaf.readiness = .line("ready")
        deaf.stopWithin = .seconds(1000)
        let (error, log) = try await Supervised.run([[deaf]]) { _, request in
            request.stop()
            request.stop()
        }
        #expect(error == nil)
        #expect(log.events.contains("deaf: was ended by signal 9"))
    }

    @Test("what a child leaves behind in its group ends with it")
    func grandchildren() async throws {
        var child = Supervised.shell("mother", "sleep 1000 & echo $!; echo ready; wait")
        child.readiness = .line("ready")
        let (_, log) = try await Supervised.run([[child]])
        let pid = try #require(log.written(by: "mother").first.flatMap { pid_t($0) })
        #expect(Ending.of(pid))
    }

    @Test("a child has the descriptors and the environment that it was given, and nothing else")
    func nothingInherited() async throws {
        let leak = open("/dev/null", O_RDONLY)  // Without O_CLOEXEC, as a careless library would.
        defer { close(leak) }
        var child = Supervised.shell(
            "bare", "ls /proc/self/fd; env -u PWD | sort; exec sleep 1000")
        child.environment["HELLO"] = "there"
        let (_, log) = try await Supervised.run([[child]]) { log, request in
            Ending.eventually { log.written(by: "bare").contains { $0.hasPrefix("PATH") } }
            request.stop()
        }
        let lines = log.written(by: "bare")
        #expect(lines.prefix(4) == ["0", "1", "2", "3"])  // 3 is the folder that ls reads.
        #expect(
            Set(lines.dropFirst(4)).subtracting(["_=/usr/bin/env"]) == ["HELLO=there", "PATH=/usr/bin:/bin"])
    }

    @Test("signals that we ignore or block are as usual for the child")
    func signalsReset() async throws {
        let child = Supervised.shell("plain", "grep -E 'SigBlk|SigIgn' /proc/self/status; exec sleep 1000")
        let (_, log) = try await Supervised.run([[child]]) { log, request in
            Ending.eventually { log.written(by: "plain").count == 2 }
            request.stop()
        }
        for line in log.written(by: "plain") {
            let mask = try #require(line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
            // Signals 32 and 33 belong to the C library, which lets nobody change them.
            #expect(mask & ~0x1_8000_0000 == 0, "\(line)")
        }
    }

    @Test("lines of children that write at once never mix, and each child's stay in order")
    func mergedLogs() async throws {
        let count = 2000
        let children = ["a", "b", "c"].map { role in
            let loop = "i=0; while [ $i -lt \(count) ]; do echo \(role)-$i-$0; i=$((i+1)); done"
            var child = Supervised.shell(role, "\(loop); echo ready; exec sleep 1000")
            child.arguments.append(String(repeating: role, count: 300))
            child.readiness = .line("ready")
            return child
        }
        let (_, log) = try await Supervised.run([children])
        for role in ["a", "b", "c"] {
            let tail = String(repeating: role, count: 300)
            #expect(log.written(by: role) == (0..<count).map { "\(role)-\($0)-\(tail)" } + ["ready"])
        }
        #expect(log.lines.allSatisfy { !$0.role.isEmpty })
    }
}

import Supervisor
import Testing

@Suite("Children that are tasks") struct TaskChildTests {
    @Test(
        "the next stage begins when the task has ended well, however often it failed before",
        .timeLimit(.minutes(1)))
    func order() async throws {
        let temporary = try TemporaryFolder()
        var task = Supervised.shell(
            "task", "test -e '\(temporary.path)/x' || { touch '\(temporary.path)/x'; exit 3; }")
        task.readiness = .ends
        let server = Supervised.shell("server", "sleep 600")
        let (error, log) = try await Supervised.run([[task], [server]])
        #expect(error == nil)
        let ends = log.events.filter { $0.hasPrefix("task: exited") }
        #expect(ends == ["task: exited with status 3", "task: exited with status 0"])
        let server0 = log.events.firstIndex { $0.hasPrefix("server: started") }
        let task0 = log.events.firstIndex(of: "task: exited with status 0")
        #expect((task0 ?? 99) < (server0 ?? -1))
    }

    @Test("a task that never ends well stops everything", .timeLimit(.minutes(1))) func fails() async throws {
        var task = Supervised.shell("task", "exit 1")
        task.readiness = .ends
        let (error, _) = try await Supervised.run([[task], [Supervised.shell("server", "sleep 600")]])
        #expect(error == .gaveUp(role: "task", reason: "exited with status 1"))
    }
}

import Supervisor
import Testing

@Suite("RedisServerSpec")
struct RedisServerSpecTests {
    let spec = RedisServerSpec(folder: "/data", lockDescriptor: 9)

    @Test(
        "the server has no port, keeps everything in an append-only file and evicts nothing",
        arguments: [
            "port 0", "unixsocket redis.sock", "unixsocketperm 700", "appendonly yes", "appendfsync everysec",
            "save \"\"", "maxmemory-policy noeviction", "daemonize no", "dir .",
        ])
    func configuration(line: String) {
        #expect(spec.configuration.split(separator: "\n").contains { $0 == line })
    }

    @Test("the child starts in its folder, holds the lock, and is ready when it answers PING")
    func child() {
        #expect(spec.child.directory == "/data")
        #expect(spec.child.arguments == ["redis.conf"])
        #expect(spec.child.inherited == [9])
        #expect(spec.child.readiness == .redis(socket: "/data/redis.sock"))
    }
}

import Foundation
import TestKit
import Testing

@Suite("sluice up", .serialized)
struct UpTests {
    /// The whole system in a folder of its own, ready.
    private func start(_ folder: Folder) throws -> (RunningRole, UInt16) {
        let (port, ops, site) = (FreePort.next(), FreePort.next(), FreePort.next())
        let file = try folder.write(
            """
            data: \(folder.url.path)/data
            redis: unix:\(folder.url.path)/data/redis.sock
            gateway:
              listen: [127.0.0.1:\(port)]
              ops: 127.0.0.1:\(ops)
              loops: 1
            upstreams:
              site: {servers: [127.0.0.1:\(site)]}
            rooms:
              - {name: demo, match: [{path: /**}], upstream: site}

            """, to: "up.yaml")
        let role = try RunningRole(
            ["up", "--config", file, "--data", "\(folder.url.path)/data"], folder: folder.url)
        guard eventually(within: 30, { role.written.contains("\nready\n") }) else {
            throw Broken("not ready: \(role.written)")
        }
        return (role, port)
    }

    @Test(
        "serves, and leaves nothing running however it ends", .timeLimit(.minutes(2)),
        arguments: [SIGINT, SIGTERM, SIGKILL])
    func nothingLeft(signal: Int32) throws {
        let folder = try Folder()
        let (role, port) = try start(folder)
        #expect(try Person().browse("/", at: port).status == 200)
        let children = ProcessTable.descendants(of: role.pid)
        #expect(children.count >= 3, "redis, site and gateway")
        role.send(signal)
        #expect(role.hasEnded(within: 30))
        for child in children { #expect(eventually { !ProcessTable.isRunning(child) }, "\(child) is left") }
        #expect((try? Wire(port)) == nil, "nobody listens")
        if signal == SIGINT {
            // What was left is whole: it starts again on the same folder.
            let (again, port) = try start(folder)
            #expect(try Person().browse("/", at: port).status == 200)
            again.send(SIGTERM)
            #expect(again.hasEnded(within: 30))
        }
    }
}

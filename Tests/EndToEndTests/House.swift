import Foundation
import TestKit

/// A site, a Redis and gateways in front of it, all private to one test.
final class House {
    let folder: Folder
    let redis: PrivateRedis
    let upstream: UInt16
    private(set) var gateways: [(role: RunningRole, port: UInt16, ops: UInt16)] = []
    private var site: RunningRole?

    /// Starts Redis, and the sample site unless another upstream is given; `room` are further lines of the
    /// room, `more` of the file.
    init(
        room: [String] = [], more: [String] = [], redis arguments: [String] = [], upstream: UInt16? = nil
    ) throws {
        folder = try Folder()
        redis = try PrivateRedis(arguments)
        self.upstream = upstream ?? FreePort.next()
        let settings = Self.settings(folder, redis, self.upstream, room) + more.joined(separator: "\n")
        _ = try folder.write(settings, to: "sluice.yaml")
        if upstream == nil {
            let site = try RunningRole(
                ["sample-site", "--listen", "127.0.0.1:\(self.upstream)"], folder: folder.url)
            self.site = site
            guard eventually(within: 20, { (try? Wire(self.upstream)) != nil }) else {
                throw Broken("the site does not listen: \(site.written)")
            }
        }
    }

    private static func settings(
        _ folder: Folder, _ redis: PrivateRedis, _ upstream: UInt16, _ room: [String]
    ) -> String {
        """
        keys: \(folder.url.path)/keys
        redis: unix:\(redis.socketPath)
        gateway:
          listen: [127.0.0.1:1]
          ops: 127.0.0.1:2
          loops: 1
          limits: {header_timeout: 1s, body_idle_timeout: 2s}
        upstreams:
          site:
            servers: [127.0.0.1:\(upstream)]
        rooms:
          - name: demo
            match: [{path: /**}]
            except: [{path: /assets/**}]
            upstream: site
        \(room.map { "    \($0)" }.joined(separator: "\n"))

        """
    }

    /// Starts one more gateway, on ports of its own or those given, and waits until it is ready.
    @discardableResult
    func startGateway(port: UInt16? = nil, data: String? = nil, audited: Bool = false) throws -> UInt16 {
        let port = port ?? FreePort.next()
        let ops = FreePort.next()
        let data = data ?? "data-\(gateways.count)"
        let role = try RunningRole(
            [
                "gateway", "--config", "sluice.yaml", "--listen", "127.0.0.1:\(port)", "--ops",
                "127.0.0.1:\(ops)",
                "--data", data,
            ] + (audited ? ["--audit"] : []), folder: folder.url)
        gateways.append((role, port, ops))
        let isReady = eventually(within: 20) {
            (try? Person().ask("GET", "/readyz", at: ops).status) == 200
        }
        guard isReady else { throw Broken("the gateway is not ready: \(role.written)") }
        return port
    }
}

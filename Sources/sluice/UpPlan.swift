import Glibc
import Settings
import Supervisor

/// Which children `sluice up` runs, and what it tells when they are ready.
///
/// It is pure but for the path of its own executable.
struct UpPlan {
    let redis: RedisServerSpec
    let supervision: SupervisionPlan
    /// Where our children will listen, as texts with ports.
    let addresses: [String]
    /// Lines for the person who started it.
    let announcement: [String]

    init(
        _ settings: SluiceSettings, file: String, folder: String, gateways: Int, command: ParsedCommand,
        environment: [String: String], lock: Int32, postgres: PostgresServerSpec? = nil
    ) throws(SupervisorError) {
        let redis = RedisServerSpec(folder: folder, lockDescriptor: lock)
        self.redis = redis
        let own = Self.ownExecutable()
        var stages: [[ChildSpec]] = []
        if settings.redis.server == .unix(path: "\(folder)/\(RedisServerSpec.socketName)") {
            stages.append([redis.child])
        }
        if let postgres {
            if !PostgresFolder.isMade(postgres.folder) { stages.append([postgres.preparation]) }
            stages.append([postgres.child])
        }
        if settings.services != nil {
            stages.append([
                Self.migration(executable: own, file: file, folder: folder, environment: environment)
            ])
        }
        let site = Self.sampleSite(settings, executable: own, environment: environment)
        let services = Self.services(
            settings, executable: own, file: file, folder: folder, command: command,
            environment: environment)
        if !services.isEmpty { stages.append(services) }
        if let site { stages.append([site]) }
        var children: [ChildSpec] = []
        var opsAddresses: [String] = []
        for index in 0..<gateways {
            let ops = Self.opsAddress(settings.gateway.ops, index: index)
            opsAddresses.append("http://\(ops)")
            children.append(
                Self.gateway(
                    index, executable: own, file: file, folder: folder, ops: ops, command: command,
                    environment: environment))
        }
        stages.append(children)
        supervision = SupervisionPlan(stages: stages)
        let frames = settings.services?.frames.map(\.frame) ?? []
        self.addresses =
            settings.gateway.listen.map { "\($0)" } + opsAddresses.map { String($0.dropFirst(7)) }
            + [site?.arguments[2]].compactMap(\.self) + frames.flatMap { ["\($0.listen)", "\($0.ops)"] }
        let addresses = settings.gateway.listen.map { "http://\($0)/" }.joined(separator: " ")
        let rooms = settings.rooms.map(\.name).joined(separator: ", ")
        announcement =
            [
                "site       \(addresses)   (rooms: \(rooms))",
                "ops        \(opsAddresses.joined(separator: " "))",
            ]
            + Self.demo(settings, folder: folder)
            + ["settings   \(file)", "Ctrl-C stops all of it."]
    }

    /// Where the accounts of a demonstration stand, and where its one-time codes are shown.
    private static func demo(_ settings: SluiceSettings, folder: String) -> [String] {
        guard let identity = settings.services?.identity, identity.isDemo else { return [] }
        return [
            "accounts   \(folder)/demo.json   (one-time codes: http://\(identity.frame.ops)/v1/demo/otp?to=)"
        ]
    }

    /// The services of the downstream set, side by side: none waits for another to start.
    private static func services(
        _ settings: SluiceSettings, executable: String, file: String, folder: String, command: ParsedCommand,
        environment: [String: String]
    ) -> [ChildSpec] {
        (settings.services?.frames ?? []).map { name, frame in
            var variables = environment
            variables["SLUICE_DRAIN_DELAY"] = "0s"
            // Links that a service makes lead to the gateway, wherever a flag has put it.
            if let listen = command.flags["listen"] {
                variables["SLUICE_LISTEN"] = listen.joined(separator: ",")
            }
            var child = ChildSpec(
                role: name, executable: executable,
                arguments: [name, "--config", file, "--data", folder], environment: variables)
            child.lifeline = true
            child.logs = .json
            if let endpoint = endpoint("\(frame.ops)") { child.readiness = .http(endpoint, path: "/readyz") }
            child.readyWithin = .seconds(60)
            child.stopWithin = .seconds(25)
            return child
        }
    }

    /// The task that brings the database to the present schema, before any service starts.
    private static func migration(
        executable: String, file: String, folder: String, environment: [String: String]
    ) -> ChildSpec {
        var child = ChildSpec(
            role: "migrate", executable: executable,
            arguments: ["migrate", "--config", file, "--data", folder], environment: environment)
        child.lifeline = true
        child.readiness = .ends
        child.readyWithin = .seconds(300)
        return child
    }

    /// The sample site runs where there are no services and the upstream `site` is one loopback port.
    private static func sampleSite(
        _ settings: SluiceSettings, executable: String, environment: [String: String]
    ) -> ChildSpec? {
        guard settings.services == nil, let servers = settings.upstreams["site"]?.servers, servers.count == 1,
            case .host(let host, let port) = servers[0], IPAddress(host)?.isLoopback == true
        else { return nil }
        var child = ChildSpec(
            role: "site", executable: executable, arguments: ["sample-site", "--listen", "\(servers[0])"],
            environment: environment)
        child.lifeline = true
        child.logs = .json
        child.readiness = .http(.tcp(address: host, port: port), path: "/healthz")
        return child
    }

    private static func gateway(
        _ index: Int, executable: String, file: String, folder: String, ops: String, command: ParsedCommand,
        environment: [String: String]
    ) -> ChildSpec {
        var arguments = ["gateway", "--config", file, "--ops", ops, "--data", folder]
        for flag in ["listen", "loops", "log-level"] {
            for value in command.flags[flag] ?? [] { arguments += ["--\(flag)", value] }
        }
        if command.has("audit") { arguments.append("--audit") }
        var variables = environment
        // On one machine no balancer looks at readiness: draining begins at once.
        variables["SLUICE_DRAIN_DELAY"] = "0s"
        var child = ChildSpec(
            role: index == 0 ? "gateway" : "gateway-\(index + 1)", executable: executable,
            arguments: arguments,
            environment: variables)
        child.lifeline = true
        child.logs = .json
        if let endpoint = endpoint(ops) { child.readiness = .http(endpoint, path: "/readyz") }
        child.stopWithin = .seconds(25)
        return child
    }

    private static func opsAddress(_ ops: ListenAddress, index: Int) -> String {
        switch ops {
        case .address(let address, let port):
            "\(ListenAddress.address(address, port: port == 0 ? 0 : port &+ UInt16(index)))"
        case .everywhere(let port): "0.0.0.0:\(port &+ UInt16(index))"
        case .unix(let path): index == 0 ? "unix:\(path)" : "unix:\(path).\(index + 1)"
        }
    }

    private static func endpoint(_ ops: String) -> ProbeEndpoint? {
        if ops.hasPrefix("unix:") { return .unix(path: String(ops.dropFirst(5))) }
        guard let colon = ops.lastIndex(of: ":"), let port = UInt16(ops[ops.index(after: colon)...]), port > 0
        else {
            return nil
        }
        let host = ops[..<colon].filter { $0 != "[" && $0 != "]" }
        return .tcp(address: host == "0.0.0.0" ? "127.0.0.1" : host, port: port)
    }

    /// The path of this program.
    static func ownExecutable() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            // Sound: readlink fills at most the count that it is given, and CChar is a byte.
            return readlink("/proc/self/exe", base.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : CommandLine.arguments[0]
    }
}

import Settings
import Testing

@Suite("Reading the settings")
struct SettingsReadingTests {
    private func mistakes(_ yaml: String) -> [String] {
        do throws(SettingsMistakes) {
            _ = try SluiceSettings.read(yaml: Array(yaml.utf8))
            return []
        } catch {
            return error.all.map(\.description)
        }
    }

    /// A file with one room, into which lines can be put.
    private func room(_ lines: String...) -> String {
        let indented = lines.map { "    \($0)\n" }.joined()
        return
            "upstreams: {site: {servers: [127.0.0.1:9000]}}\nrooms:\n  - name: demo\n"
            + "    match: [{path: /**}]\n    upstream: site\n\(indented)"
    }

    @Test("of an empty file gives the defaults", arguments: ["", "# nothing\n", "{}", "gateway:\nrooms:\n"])
    func empty(yaml: String) throws {
        #expect(try SluiceSettings.read(yaml: Array(yaml.utf8)) == SluiceSettings())
    }

    @Test("of every key gives every value")
    func everyKey() throws {
        let yaml = """
            data: /var/lib/sluice
            redis: redis://:pw@cache:6379/1
            log: {level: debug}
            token: {issuer: https://q.example, audience: https://booking.example, algorithm: Ed25519}
            identity: {jwks: /etc/users.json, issuer: https://id.example, audience: tickets, login: "/in?a=b"}
            gateway:
              listen: ["[::1]:80", ":443"]
              ops: unix:/run/ops.sock
              loops: 2
              trusted_proxies: [10.0.0.0/8, "fd00::/8"]
              insecure_cookies: true
              drain_delay: 0s
              drain_timeout: 1m
              limits: {header_bytes: 32KiB, fields: 50, request_line_bytes: 4KiB, header_timeout: 5s,
                body_idle_timeout: 6s, body_rate: 9, keep_alive_timeout: 7s, connections_per_address: 0}
              fast_path: {rate: 0.5, burst: 2}
            upstreams:
              site: {servers: [a:1, "unix:/s"], connect_timeout: 1s, first_byte_timeout: 2s, idle_timeout: 3s,
                keep_alive: 0, keep_alive_timeout: 4s}
            routes:
              - {path: /api/holds/**, upstream: site}
              - {host: "Pay.example.org", methods: [POST], upstream: site}
            rooms:
              - name: r
                match: [{host: "*.Example.org", path: /a/*/b, methods: [POST, GET, GET]}]
                except: [{path: /x/}]
                upstream: site
                mode: always
                rate: 12.5
                capacity: 7
                session: {start: 1s, idle: 2s, max: 3s}
                recall: 4s
                heartbeat: {every: 5s, lost_after: 10s}
                warm_up: 6s
                waiting_status: 503
                identity: account
                message: "Hello, শুভ"
            """
        let settings = try SluiceSettings.read(yaml: Array(yaml.utf8))
        #expect(settings.keys == "/var/lib/sluice/keys")
        #expect(settings.gateway.listen == [try ListenAddress("[::1]:80"), .everywhere(port: 443)])
        #expect(
            [settings.login.keys, settings.login.issuer, settings.login.audience, settings.login.login]
                == ["/etc/users.json", "https://id.example", "tickets", "/in?a=b"])
        #expect(settings.gateway.limits.connectionsPerAddress == 0)
        #expect(settings.gateway.limits.bodyRate == 9)
        #expect(settings.gateway.fastPath == FastPathLimit(rate: 0.5, burst: 2))
        #expect(settings.upstreams["site"]?.servers == [.host("a", port: 1), .unix(path: "/s")])
        #expect(
            settings.routes == [
                RouteConfiguration(match: RequestMatch(path: "/api/holds/**"), upstream: "site"),
                RouteConfiguration(
                    match: RequestMatch(host: "pay.example.org", methods: ["POST"]), upstream: "site"),
            ])
        let room = try #require(settings.rooms.first)
        #expect(
            room.match == [RequestMatch(host: "*.example.org", path: "/a/*/b", methods: ["GET", "POST"])])
        #expect(room.heartbeat == HeartbeatTimes(every: .seconds(5), lostAfter: .seconds(10)))
        #expect(room.message == "Hello, শুভ")
        // What is printed reads back as the same, password and all.
        #expect(try SluiceSettings.read(yaml: Array(settings.yaml(revealing: true).utf8)) == settings)
        #expect(!settings.yaml().contains("pw@"))
    }

    @Test("names every mistake at once, in the order of the lines")
    func everyMistake() {
        let yaml = """
            redis: tcp:host
            gatway: {}
            gateway:
              listen: [8080, 127.0.0.1:80]
              loops: many
              trusted_proxies: [10.0.0.1/8]
              lopps: 1
            upstreams:
              site: {servers: []}
            rooms:
              - name: Demo
                match: [{path: assets}]
                upstream: sight
                rate: 0
                capacity: 0
                session: {idle: 20m}
                heartbeat: {every: 15s, lost_after: 20s}
                waiting_status: 404
                rate_per_second: 5
            """
        #expect(
            mistakes(yaml) == [
                "1:8: redis: must be unix:path or redis://user:password@host:port/db",
                "2:1: gatway: unknown key: did you mean 'gateway'?",
                "4:12: gateway.listen[0]: '8080' needs a port: address:port",
                "5:10: gateway.loops: 'many' is not a whole number",
                "6:21: gateway.trusted_proxies[0]: '10.0.0.1/8' has bits past its prefix: write 10.0.0.0/8",
                "7:3: gateway.lopps: unknown key: did you mean 'loops'?",
                "9:19: upstreams.site.servers: needs at least one server",
                "11:11: rooms[0].name: 'Demo' is not a name: use a-z, 0-9 and - inside, at most 32"
                    + " characters",
                "12:20: rooms[0].match[0].path: a path begins with /",
                "13:15: rooms[0].upstream: no upstream is called 'sight': there are site",
                "14:11: rooms[0].rate: must be above 0, not 0",
                "15:15: rooms[0].capacity: must be from 1 to 10000000, not 0",
                "16:21: rooms[0].session.idle: idle (20m) is above max (15m)",
                "17:41: rooms[0].heartbeat.lost_after: lost_after must be at least twice every (30s), or one"
                    + " late beat loses a place's turn",
                "18:21: rooms[0].waiting_status: must be 200, 202, 429 or 503",
                "19:5: rooms[0].rate_per_second: unknown key",
            ])
    }

    @Test(
        "says what is wrong with one line of a room",
        arguments: [
            ("rate: \"5\"", "must stand without quotes"), ("rate: [5]", "must be one value"),
            ("rate:", "has no value"),
            ("session: 5m", "must be keys with values"), ("recall: 20", "has no unit: write 20s"),
            ("recall: 2x", "not a unit of time"), ("mode: scheduled", "not available yet"),
            ("mode: atuo", "none of"),
            ("identity: yes", "none of none, cookie, account"), ("session: {max: 10s}", "is above max (10s)"),
            ("heartbeat: {every: 30s}", "at least twice every (1m)"),
            ("message: \"a\\nb\"", "control characters"),
            ("except: /assets", "must be a list"), ("except: [/assets]", "must be keys with values"),
            ("except: [{path: /a//b}]", "empty segments"), ("except: [{path: /a/../b}]", "segments . or .."),
            ("except: [{path: /a**}]", "** stands alone"), ("except: [{path: \"/a?b\"}]", "has no ?"),
            ("except: [{host: \"a:80\"}]", "not a host"), ("except: [{methods: [get]}]", "not a method"),
            ("name: demo", "stands already"), ("warm-up: 1s", "did you mean 'warm_up'?"),
        ])
    func oneLine(line: String, expected: String) {
        let found = mistakes(room(line))
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test("notices what is missing, named twice or in each other's way")
    func crossChecks() {
        #expect(
            mistakes("rooms: [{}]\n").map { $0.split(separator: ": ")[1] } == [
                "rooms[0].name", "rooms[0].match", "rooms[0].upstream",
            ])
        let twice = room() + "  - {name: demo, match: [{path: /**}], upstream: site}\n"
        #expect(mistakes(twice).count == 2)
        #expect(mistakes(twice).contains { $0.contains("'demo' is already the name of rooms[0]") })
        #expect(mistakes(twice).contains { $0.contains("match[0] is the same rule as rooms[0].match[0]") })
        #expect(mistakes("gateway: {listen: [\":80\", \":80\"], ops: \":80\"}").count == 2)
        #expect(mistakes("gateway: {listen: [127.0.0.1:0, 127.0.0.1:0], ops: 127.0.0.1:0}").isEmpty)
        #expect(mistakes("gateway: {listen: []}").count == 1)
        #expect(mistakes("gateway: {limits: {request_line_bytes: 32KiB}}").count == 1)
        #expect(mistakes("upstreams: {Site: {servers: [a:1, a:1]}}").count == 2)
        #expect(mistakes("data: \"\(String(repeating: "d", count: 200))\"").count == 1)
        #expect(mistakes("just text").count == 1)
    }

    @Test(
        "says what is wrong with the login",
        arguments: [
            ("login: https://id.example/", "must be a path on this host"),
            ("login: //evil.example", "must be a path"),
            ("login: \"/a b\"", "must be a path"), ("login: \"/a#b\"", "must be a path"),
            ("jwks: http://id.example/jwks.json", "must name a file"), ("jwks: \"\"", "must name a file"),
            ("issuer: \"\"", "must not be empty"), ("audience:", "has no value"),
            ("logn: /x", "did you mean 'login'?"),
        ])
    func login(line: String, expected: String) {
        let found = mistakes("identity:\n  \(line)\n")
        #expect(found.count == 1 && found[0].contains(expected), "\(found)")
    }

    @Test("finds the mistakes of routes, with their lines")
    func routes() {
        let yaml = """
            upstreams: {site: {servers: [a:1]}, booking: {servers: [a:2]}}
            routes:
              - {path: /api/holds/**, upstream: boking}
              - {path: /api/holds/**, upstream: site}
              - {path: /api/holds/**, upstream: booking}
              - {upstream: site}
              - {path: /x, upstreams: site}
              - {path: holds, upstream: site}
              - /api
            """
        #expect(
            mistakes(yaml) == [
                "3:37: routes[0].upstream: no upstream is called 'boking': did you mean 'booking'?",
                "5:12: routes[2].path: is the same rule as routes[1]",
                "6:5: routes[3].path: is missing",
                "7:5: routes[4].upstream: is missing",
                "7:16: routes[4].upstreams: unknown key: did you mean 'upstream'?",
                "8:12: routes[5].path: a path begins with /",
                "9:5: routes[6]: must be keys with values, not one value",
            ])
        let many = (0...1024).map { "  - {path: /r\($0), upstream: a}\n" }.joined()
        #expect(mistakes("upstreams: {a: {servers: [a:1]}}\nroutes:\n\(many)").count == 1)
    }

    @Test("goes on after hundreds of mistakes but lists a bounded number")
    func bounded() {
        let yaml = (0..<900).map { "wrong\($0): 1" }.joined(separator: "\n")
        #expect(mistakes(yaml).count == 200)
    }
}

import Settings
import Testing

@Suite("Overrides")
struct SettingsOverridesTests {
    private let file = Array("redis: unix:/file.sock\ngateway: {ops: 127.0.0.1:1, loops: 1}\n".utf8)

    @Test("put a flag before a variable before the file before the default")
    func precedence() throws {
        let overrides = SettingsOverrides(
            environment: ["SLUICE_OPS": "127.0.0.1:2", "SLUICE_LOOPS": "2", "SLUICE_COOKIE_INSECURE": "1"],
            flags: ["ops": ["127.0.0.1:3"]])
        let settings = try SluiceSettings.read(yaml: file, overrides: overrides)
        #expect(settings.gateway.ops.description == "127.0.0.1:3")
        #expect(settings.gateway.loops == 2)
        #expect(settings.gateway.insecureCookies)
        #expect(settings.redis.server == .unix(path: "/file.sock"))
        #expect(settings.gateway.drainDelay == .seconds(5))
        let alone = try SluiceSettings.read(yaml: [], overrides: SettingsOverrides(flags: ["data": ["/d"]]))
        #expect(alone.keys == "/d/keys")
    }

    @Test("split lists at commas, and take a flag several times")
    func lists() throws {
        let overrides = SettingsOverrides(
            environment: ["SLUICE_TRUSTED_PROXIES": "10.0.0.0/8, fd00::/8,"],
            flags: ["listen": ["127.0.0.1:1", "[::1]:1"]])
        let gateway = try SluiceSettings.read(yaml: [], overrides: overrides).gateway
        #expect(gateway.trustedProxies.map(\.description) == ["10.0.0.0/8", "fd00::/8"])
        #expect(gateway.listen.map(\.description) == ["127.0.0.1:1", "[::1]:1"])
    }

    @Test("read secrets from files")
    func files() throws {
        let overrides = SettingsOverrides(environment: ["SLUICE_REDIS_FILE": "/run/secret"]) { path in
            path == "/run/secret" ? "redis://:pw@cache\n" : nil
        }
        #expect(try SluiceSettings.read(yaml: file, overrides: overrides).redis.password?.revealed == "pw")
        #expect(SettingsOverrides(environment: ["SLUICE_REDIS_FILE": "/no"]).mistakes.count == 1)
        let both = SettingsOverrides(environment: ["SLUICE_REDIS_FILE": "/a", "SLUICE_REDIS": "unix:/b"]) {
            _ in "x"
        }
        #expect(both.mistakes.map(\.path) == ["SLUICE_REDIS"])
    }

    @Test("name the flag or variable in a mistake, beside those of the file")
    func origins() {
        let overrides = SettingsOverrides(
            environment: ["SLUICE_LISTEN": "8080", "SLUICE_PORT": "tcp://10.0.0.1:80"],
            flags: ["loops": ["x"]])
        #expect {
            _ = try SluiceSettings.read(yaml: Array("gateway:\n  opps: 1\n".utf8), overrides: overrides)
        } throws: { error in
            (error as? SettingsMistakes)?.description == """
                SLUICE_LISTEN: '8080' needs a port: address:port
                --loops: 'x' is not a whole number
                2:3: gateway.opps: unknown key: did you mean 'ops'?
                """
        }
    }

    @Test("do not hide a mistake on their way")
    func onTheWay() {
        #expect(throws: SettingsMistakes.self) {
            try SluiceSettings.read(
                yaml: Array("gateway: [1]\n".utf8),
                overrides: SettingsOverrides(flags: ["ops": ["127.0.0.1:1"]]))
        }
    }
}

import Settings
import Testing

@Suite("Settings of the services")
struct ServicesReadingTests {
    private func read(_ yaml: String) throws(SettingsMistakes) -> SluiceSettings {
        try SluiceSettings.read(yaml: Array(yaml.utf8))
    }

    private func mistakes(_ yaml: String) -> [String] {
        do throws(SettingsMistakes) {
            _ = try read(yaml)
            return []
        } catch {
            return error.all.map(\.description)
        }
    }

    @Test("are there when the file says so, and only then")
    func presence() throws {
        #expect(try read("data: x").services == nil)
        #expect(try read("data: x\nservices: {}").services == ServicesConfiguration(data: "x"))
        #expect(try read("data: x").postgres.server == .folder("x/postgres"))
    }

    @Test("take their places, and the gateway's address for their own")
    func values() throws {
        let yaml = """
            gateway: {listen: ["127.0.0.1:8181", ":80"]}
            postgres: postgres://me:p%40ss@db.internal:6543/rail
            services:
              user_keys: http://keys.internal/jwks.json
              identity: {listen: 10.0.0.1:1, ops: 10.0.0.1:2, loops: 3, database_connections: 9}
            """
        let settings = try read(yaml)
        let services = try #require(settings.services)
        #expect(services.baseURL == "http://127.0.0.1:8181")
        #expect(services.userKeys == "http://keys.internal/jwks.json")
        #expect(services.identity.frame.loops == 3)
        #expect(services.identity.frame.databaseConnections == 9)
        #expect("\(services.identity.frame.listen)" == "10.0.0.1:1")
        #expect(settings.postgres.server == .host("db.internal", port: 6543))
        #expect(settings.postgres.database == "rail")
        #expect(settings.postgres.user == "me")
        #expect(settings.postgres.password?.revealed == "p@ss")
        #expect(!settings.yaml().contains("p%40ss"))
        #expect(try read(settings.yaml(revealing: true)) == settings)
    }

    @Test("are refused where they make no sense")
    func refusals() {
        let twice = "services: {identity: {listen: 127.0.0.1:5}, booking: {ops: 127.0.0.1:5}}"
        #expect(mistakes(twice).contains { $0.contains("127.0.0.1:5 is taken by services.identity") })
        for url in ["ftp://x", "http://", "http://a/b", "http://a?b", "http://u@h", "http://a b", "x"] {
            #expect(mistakes("services: {base_url: \"\(url)\"}").count == 1, "\(url)")
        }
        #expect(mistakes("services: {base_url: \"https://sale.example/\"}").isEmpty)
        #expect(mistakes("services: {user_keys: https://x}").count == 1)
        #expect(mistakes("services: {identty: {}}").first?.contains("did you mean 'identity'?") == true)
        for address in ["postgres://", "mysql://a/b", "postgres://h/a;b", "postgres://u@h/b", "unix:"] {
            #expect(mistakes("postgres: \"\(address)\"").count == 1, "\(address)")
        }
    }
}

import Settings
import Testing

@Suite("Printed settings")
struct PrintedSettingsTests {
    @Test(
        "read back as they were when a text looks like something else",
        arguments: [
            "null", "true", "No", "~", "12", "1.5", "a:", "- a", "#x", " a", "a ", "a: b", "a #b", "*a", ".",
            "/",
        ])
    func lookalikes(text: String) throws {
        let settings = SluiceSettings(token: TokenConfiguration(issuer: text, audience: text))
        #expect(try SluiceSettings.read(yaml: Array(settings.yaml().utf8)) == settings)
        #expect(try SluiceSettings.read(yaml: Array(settings.yaml().utf8)).yaml() == settings.yaml())
    }

    @Test("read back as they were, whatever stands in them")
    func randomTexts() throws {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("ab0 :#-?*&!|>'\"%@`{}[],~/\\=\u{85}\u{2028}\u{FEFF}éঢা😀").map(String.init)
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }.joined()
            let message = text.filter { $0 != "\u{85}" }
            let room = RoomConfiguration(
                name: "r", match: [RequestMatch(host: "a.b", methods: ["GET"])], upstream: "no", rate: 0.1,
                message: message)
            let settings = SluiceSettings(
                redis: RedisAddress(
                    server: .host("h", port: 1), user: text, password: Secret(text), database: 2),
                token: TokenConfiguration(issuer: message.isEmpty ? "i" : message),
                upstreams: ["no": UpstreamConfiguration(servers: [.host("::1", port: 1)])], rooms: [room])
            #expect(try SluiceSettings.read(yaml: Array(settings.yaml(revealing: true).utf8)) == settings)
        }
    }
}

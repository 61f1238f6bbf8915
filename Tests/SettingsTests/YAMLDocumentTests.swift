import Settings
import Testing

@Suite("YAML documents")
struct YAMLDocumentTests {
    private func mistakes(_ text: String) -> [String] {
        YAMLDocument.parse(Array(text.utf8)).mistakes.map(\.description)
    }

    @Test("become a tree with lines and columns")
    func tree() throws {
        let (root, mistakes) = YAMLDocument.parse(Array("a: 1\nb:\n  - {c: \"x\"}\n".utf8))
        #expect(mistakes.isEmpty)
        #expect(root?["a"]?.content == .scalar("1", plain: true))
        let list = try #require(root?["b"])
        guard case .sequence(let items) = list.content else {
            Issue.record("not a list")
            return
        }
        #expect(items.first?["c"]?.content == .scalar("x", plain: false))
        #expect(items.first?["c"].map { [$0.line, $0.column] } == [3, 9])
    }

    @Test("refuse what a configuration does not need, each with its line")
    func refused() {
        #expect(mistakes("a: &x 1\nb: *x\n").count == 2)
        #expect(
            mistakes("a: &x 1\nb: *x\n").last
                == "2:4: aliases (*name) are not supported: write the value again")
        #expect(mistakes("a: !!str 1\n") == ["1:4: tags (!name) are not supported"])
        #expect(mistakes("a: 1\n---\nb: 2\n") == ["2:1: a second document: a configuration is one document"])
        #expect(mistakes("a: 1\nb: 2\na: 3\n") == ["3:1: the key 'a' stands already on line 1"])
        #expect(mistakes("? [a]\n: 1\n") == ["1:3: a key must be plain text"])
    }

    @Test("that are not YAML have one mistake with its line")
    func syntax() {
        #expect(mistakes("a: 1\nb: [1, 2\n").count == 1)
        #expect(mistakes("a:\n\tb: 1\n").first?.hasPrefix("2:1: ") == true)
        #expect(mistakes("a: 'x\n").count == 1)
        let parsed = YAMLDocument.parse(Array("a: 1\nb: ".utf8) + [0xFF, 0xFE, 0x0A])
        #expect(parsed.root == nil)
        #expect(parsed.mistakes.first.map { [$0.line, $0.column] } == [2, 4])
    }

    @Test("have bounds on size, depth, values and keys")
    func bounds() {
        #expect(
            mistakes(String(repeating: "#\n", count: 600_000)).first?.contains("larger than 1024 KiB") == true
        )
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(mistakes("a: \(deep)").first?.contains("nested deeper") == true)
        let many = "[" + String(repeating: "1,", count: 60_000) + "]"
        #expect(mistakes("a: \(many)").first?.contains("values") == true)
        let keys = (0..<1_005).map { "k\($0): 1" }.joined(separator: "\n")
        #expect(mistakes(keys).count == 5)
    }

    @Test("of random bytes and random YAML never trap")
    func garbage() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("ab: -[]{},&*!|>'\"%@`\n\n  #?~\t\u{85}é".utf8) + [0xFF, 0x00]
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let (root, mistakes) = YAMLDocument.parse(bytes)
            let settings = try? SluiceSettings.read(yaml: bytes)
            #expect(settings == nil || mistakes.isEmpty)
            #expect(root != nil || !mistakes.isEmpty || settings == SluiceSettings())
        }
    }
}

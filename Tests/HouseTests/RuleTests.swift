import Testing

/// Each rule on a good and a bad sample: a check that cannot fail checks nothing.
@Suite("The rules themselves")
struct RuleTests {
    func text(_ source: String, path: String = "Sources/Some/Thing.swift") -> SwiftText {
        SwiftText(path: path, source)
    }

    @Test("code, strings and comments are told apart")
    func splits() {
        let source = ##"""
            let a = "x // try! \(f("}") + 1) y" // why
            let b = #"raw " \(no) \#(yes)"# /* one /* two */ fatalError */
            let c = """
                fatalError { "
                """
            let d = line.firstMatch(of: /"[{/ ]/) / 2
            let e = 4 / 2 // half
            """##
        let split = text(source)
        #expect(split.code.count == 7 && split.comments.count == 7)
        #expect(split.code[0].contains("+ 1)") == true)
        #expect(!split.code.joined().contains("fatalError") && !split.code.joined().contains("try!"))
        #expect(split.comments[0].hasSuffix("// why") && split.comments[6].hasSuffix("// half"))
        #expect(split.code[1].contains("yes") && !split.code[1].contains("no"))
        #expect(!split.code.joined().contains("{"))
        #expect(split.code[6].contains("4 / 2"))
    }

    @Test("an import upwards, to the side, without a floor, or of TestKit is found")
    func floors() {
        #expect(Floors.check([Manifest.Target("HTTPServer", dependencies: ["HTTP", "EventLoop"])]).isEmpty)
        #expect(Floors.check([Manifest.Target("HTTP", dependencies: ["HTTPServer"])]).count == 1)
        #expect(Floors.check([Manifest.Target("HTTP", dependencies: ["Tokens"])]).count == 1)
        #expect(Floors.check([Manifest.Target("Cellar")]).count == 1)
        #expect(Floors.check([Manifest.Target("Gateway", dependencies: ["TestKit"])]).count == 1)
    }

    @Test("a door that is not theirs is found, in the manifest and in a signature")
    func doors() {
        #expect(Floors.check([Manifest.Target("Tokens", dependencies: ["COpenSSL"])]).isEmpty)
        #expect(Floors.check([Manifest.Target("Gateway", dependencies: ["CHiredis"])]).count == 1)
        let tokens = Manifest.Target("Tokens", dependencies: ["COpenSSL"])
        #expect(Floors.checkImports(tokens, [text("import COpenSSL")]).isEmpty)
        #expect(Floors.checkImports(tokens, [text("package import COpenSSL")]).count == 1)
    }

    @Test("imports that the manifest does not name, names without import, and Foundation below are found")
    func imports() {
        let http = Manifest.Target("HTTP", dependencies: ["Bytes"])
        #expect(Floors.checkImports(http, [text("package import Bytes\nimport Glibc")]).isEmpty)
        #expect(
            Floors.checkImports(http, [text("import Bytes\nimport struct Tokens.Slip")]).map(\.line) == [2])
        #expect(Floors.checkImports(http, [text("import Glibc")]).count == 1)
        #expect(Floors.checkImports(http, [text("import Bytes\nimport Foundation")]).map(\.line) == [2])
        let kit = Manifest.Target("ServiceKit")
        #expect(Floors.checkImports(kit, [text("import FoundationEssentials")]).isEmpty)
        #expect(
            Floors.checkImports(http, [text("import Bytes // import Foundation\n\"import Foundation\"")])
                .isEmpty)
    }

    @Test(
        "a function that is too long is found, however it is written",
        arguments: [
            "func f(_ g: () -> Int = { 1 }) throws\n    -> Int {\n", "init?(\n    a: Int\n) {\n",
            "deinit {\n",
            "subscript(i: Int) -> Int {\n", "static func == (a: A, b: B) -> Bool\nwhere A: B {\n",
        ])
    func functionLength(opening: String) {
        func source(_ lines: Int) -> SwiftText {
            text("struct Thing {\n" + opening + String(repeating: "a()\n", count: lines) + "}\n}\n")
        }
        let head = opening.split(separator: "\n").count
        #expect(Lengths.checkFunctions(source(70 - head - 1)).isEmpty)
        #expect(Lengths.checkFunctions(source(70 - head)).map(\.line) == [2])
    }

    @Test("braces in strings and comments, calls of init and requirements do not count as functions")
    func notFunctions() {
        let long = String(repeating: "a()\n", count: 100)
        let source = """
            protocol P {
                func a() -> Int
                init(b: Int)
            }
            func f() { "{" // {
            }
            let x = T.init(1)
            {
            \(long)}
            """
        #expect(Lengths.checkFunctions(text(source)).isEmpty)
    }

    @Test("long files and long lines are found")
    func fileAndLine() {
        #expect(Lengths.checkFile(text(String(repeating: "\n", count: 500))).isEmpty)
        #expect(Lengths.checkFile(text(String(repeating: "\n", count: 501))).count == 1)
        let lines = [String(repeating: "x", count: 110), String(repeating: "x", count: 111)]
        #expect(Lengths.checkLines(path: "a", lines).map(\.line) == [2])
    }

    @Test("a second type, a wrong file name and a stray extension are found")
    func topLevel() {
        #expect(
            TopLevel.check(text("@Some(1) package struct Thing { enum Inner {} }\nextension Thing {}"))
                .isEmpty)
        #expect(TopLevel.check(text("struct Thing {}\nprivate enum Other {}")).map(\.line) == [2])
        #expect(TopLevel.check(text("struct Other {}")).count == 1)
        #expect(TopLevel.check(text("extension Thing {}")).count == 1)
        #expect(TopLevel.check(text("func free() {}")).count == 1)
        let aspect = "Sources/Some/Thing+Aspect.swift"
        #expect(TopLevel.check(text("extension Thing.Inner {}", path: aspect)).isEmpty)
        #expect(TopLevel.check(text("extension Other {}", path: aspect)).count == 1)
        #expect(TopLevel.checkTest(text("struct Other {}\nstruct Thing {}")).isEmpty)
        #expect(TopLevel.checkTest(text("struct Other {}")).count == 1)
    }

    @Test("what needs a reason and has none is found", arguments: Reasons.needing)
    func reasons(word: String) {
        #expect(Reasons.check(text("x \(word) y")).count == 1)
        #expect(Reasons.check(text("/// A thing that is documented well.\nx \(word) y")).count == 1)
        #expect(Reasons.check(text("// Sound: nobody else has it.\nx \(word) y")).isEmpty)
        #expect(Reasons.check(text("x \(word) y  // Sound: nobody else has it.")).isEmpty)
        #expect(Reasons.check(text("\"\(word)\" // x")).isEmpty)
    }

    @Test("empty names are found, and words that only look like them are not")
    func names() {
        #expect(Names.parts("HTTPServerNew") == ["HTTP", "Server", "New"])
        #expect(Names.checkPath("Sources/Some/RoomManager.swift").count == 1)
        #expect(Names.checkPath("Sources/Utils/Room.swift").count == 1)
        #expect(Names.checkPath("Sources/Some/Newcomer.swift").isEmpty)
        #expect(Names.checkTypes(text("struct RoomHelper {}"), module: "Some").count == 1)
        #expect(Names.checkTypes(text("enum Some {}"), module: "Some").count == 1)
        #expect(Names.checkTypes(text("enum Newcomers {}"), module: "Some").isEmpty)
        #expect(Names.module(of: "Sources/HTTP/Method.swift") == "HTTP")
        #expect(Names.module(of: "Gateway/Proxy/ReverseProxy.swift") == "Gateway")
        #expect(Names.module(of: "loadtest/Rehearsal/Rehearsal.swift") == "LoadTest")
    }

    @Test("what was left for later is found", arguments: Names.bannedWords)
    func words(word: String) {
        #expect(Names.checkWords(path: "a", ["fine", "// \(word): later"]).map(\.line) == [2])
        #expect(Names.checkWords(path: "a", ["mktemp \(word)\(word)", "a\(word)b"]).isEmpty)
    }

    @Test("documentation that is missing or does not begin with one sentence is found")
    func documentation() {
        func findings(_ lines: [String]?) -> Int {
            let symbol = Documentation.Symbol(name: "x", path: "a", line: 0, documentation: lines)
            return Documentation.check(symbol).count
        }
        #expect(findings(["A thing, e.g. Redis 7.0, in RFC 9112."]) == 0)
        #expect(findings(["A thing.", "", "More of it"]) == 0)
        #expect(findings(nil) == 1)
        #expect(findings([""]) == 1)
        #expect(findings(["A thing"]) == 1)
        #expect(findings(["A thing. Another."]) == 1)
        #expect(findings(["A thing.", "More."]) == 1)
    }

    @Test("stub pages, binaries, big files and paths of one machine are found")
    func repository() {
        let enough = String(repeating: "words ", count: 60)
        #expect(Repository.checkReadme("a", "# Title\n\(enough)").isEmpty)
        #expect(Repository.checkReadme("a", "# Title\n").count == 1)
        #expect(Repository.checkReadme("a", enough).count == 1)
        #expect(Repository.checkReadme("a", "").count == 1)
        #expect(Repository.checkContent("a", [1, 0, 2]).count == 1)
        #expect(Repository.checkContent("Fuzz/Corpus/http/a", [1, 0, 2]).isEmpty)
        #expect(Repository.checkContent("a", Array(repeating: 1, count: 204_801)).count == 1)
        let folder = "/" + "home/"
        #expect(Repository.checkMachinePaths(path: "a", ["x", "see \(folder)me"]).map(\.line) == [2])
        #expect(
            Repository.checkMachinePaths(path: "a", ["GET https://site.example\(folder)me", "a\(folder)b"])
                .isEmpty)
        let folders = Repository.foldersWithReadme([
            "Sources/A/b.swift", "Gateway/x/y", "README.md", "Tests/T/a",
        ])
        #expect(folders == ["Sources/A", "Gateway"])
    }

    @Test("holes, doubles and wrong names of decisions are found")
    func decisions() {
        func findings(_ names: String...) -> Int {
            Repository.checkDecisions(names.map { "docs/decisions/\($0)" }).count
        }
        #expect(findings("000-template.md", "001-a.md", "002-b.md") == 0)
        #expect(findings("000-template.md", "002-b.md") == 1)
        #expect(findings("000-template.md", "001-a.md", "001-b.md") == 1)
        #expect(findings("000-template.md", "first.md") == 1)
    }
}

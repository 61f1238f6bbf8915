import Foundation
import Testing

/// The rules of the house, held against this checkout.
///
/// Each rule is tried on a bad sample in `RuleTests`, so that a rule which can no longer fail is noticed.
@Suite("The house")
struct HouseTests {
    let checkout = Checkout.current

    /// Everything in one message: whoever broke several rules wants to see all of it.
    func expectNone(_ findings: [Finding], _ rule: String, sourceLocation: SourceLocation = #_sourceLocation)
    {
        guard !findings.isEmpty else { return }
        let list = findings.map { "  \($0)" }.joined(separator: "\n")
        Issue.record("\(rule)\n\(list)", sourceLocation: sourceLocation)
    }

    @Test("has files to look at")
    func hasFiles() {
        #expect(checkout.paths.contains("Package.swift"))
        #expect(checkout.swift().count > 5)
    }

    @Test("every target stands on a floor and imports only from lower ones; doors open to few")
    func floors() throws {
        let manifest = try Manifest.read(checkout.root)
        expectNone(Floors.check(manifest.targets), "Imports go down only")
        let unused = Set(Floors.table.keys).subtracting(manifest.targets.map(\.name))
        #expect(unused.isEmpty, "floors of targets that are not there")
        for target in manifest.targets where target.isSwift && !target.isTest {
            let own = checkout.swift(under: ["\(target.path)/"])
            let stubs = target.sources.contains { $0.hasSuffix("Stub.swift") }
            expectNone(stubs ? [] : Floors.checkImports(target, own), "Imports agree with the manifest")
        }
    }

    @Test("every public and package declaration is documented")
    func documentation() throws {
        let manifest = try Manifest.read(checkout.root)
        var count = 0
        for target in manifest.targets where target.isSwift && !target.isTest && target.type == "library" {
            let symbols = try SymbolGraph.symbols(of: target)
            count += symbols.count
            expectNone(symbols.flatMap(Documentation.check), "Documentation of \(target.name)")
        }
        #expect(count > 50, "the symbol graph has lost its declarations")
    }

    @Test("files and functions are short")
    func lengths() {
        let all = checkout.swift(under: Checkout.houseFolders + ["Tests/", "Fuzz/"])
        expectNone(all.flatMap(Lengths.checkFile), "Length of files")
        expectNone(all.flatMap(Lengths.checkFunctions), "Length of functions")
        #expect(Lengths.median(checkout.swift()) <= Lengths.fileMedian, "the median file is too long")
    }

    @Test("lines are short", arguments: [".swift", ".c", ".h", ".lua", ".py", ".sh", ".js", ".css"])
    func lineLength(ending: String) {
        let paths = checkout.paths.filter { $0.hasSuffix(ending) && !Repository.isCorpus($0) }
        expectNone(paths.flatMap { Lengths.checkLines(path: $0, lines($0)) }, "Length of lines")
    }

    @Test("a file holds one type and is named after it")
    func oneType() {
        expectNone(checkout.swift().flatMap(TopLevel.check), "One type a file")
        expectNone(checkout.swift(under: ["Tests/"]).flatMap(TopLevel.checkTest), "Names of test files")
    }

    @Test("what may be unsound says why it is not")
    func reasons() {
        let all = checkout.swift(under: Checkout.houseFolders + ["Tests/", "Fuzz/"])
        expectNone(all.flatMap(Reasons.check), "Reasons")
    }

    @Test("names say something, and nothing is left for later in a comment")
    func names() {
        expectNone(checkout.paths.flatMap(Names.checkPath), "Names of files")
        for text in checkout.swift() {
            expectNone(Names.checkTypes(text, module: Names.module(of: text.path)), "Names of types")
        }
        expectNone(textPaths.flatMap { Names.checkWords(path: $0, lines($0)) }, "Words")
    }

    @Test("each folder says what lives in it")
    func readmes() {
        let readmes = Repository.foldersWithReadme(checkout.paths).sorted().map { "\($0)/README.md" }
        expectNone(readmes.flatMap { Repository.checkReadme($0, checkout.text($0)) }, "READMEs")
        let top = checkout.text("README.md")
        #expect(top.contains("make run") && top.contains("make test"), "README.md names the two commands")
    }

    @Test("every page begins with a title")
    func titles() {
        let untitled = checkout.paths.filter { $0.hasSuffix(".md") && !checkout.text($0).hasPrefix("# ") }
        #expect(untitled.isEmpty)
    }

    @Test("decisions are numbered without holes")
    func decisions() {
        expectNone(Repository.checkDecisions(checkout.paths), "Decisions")
    }

    @Test("nothing binary, nothing big, no path of one machine")
    func contents() {
        expectNone(checkout.paths.flatMap { Repository.checkContent($0, checkout.bytes($0)) }, "Contents")
        expectNone(textPaths.flatMap { Repository.checkMachinePaths(path: $0, lines($0)) }, "Paths")
    }

    @Test("what begins with #! can be run")
    func executable() {
        // `#!lua` without a path is for Redis: flags of a script (LINE.md 4), no program to run it with.
        let scripts = checkout.paths.filter { checkout.bytes($0).starts(with: "#!/".utf8) }
        let not = scripts.filter { !FileManager.default.isExecutableFile(atPath: "\(checkout.root)/\($0)") }
        #expect(!scripts.isEmpty && not.isEmpty)
    }

    @Test("no stub is left")
    func stubs() {
        #expect(checkout.paths.filter { $0.hasSuffix("Stub.swift") } == [])
    }

    private var textPaths: [String] {
        checkout.paths.filter { !Repository.isCorpus($0) && !checkout.bytes($0).contains(0) }
    }

    private func lines(_ path: String) -> [String] {
        checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

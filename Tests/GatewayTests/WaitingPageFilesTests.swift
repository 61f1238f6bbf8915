import Bytes
import Foundation
import Testing

@testable import Gateway

/// The embedded files of the page: they fit each other, a phone and the security policy.
@Suite struct WaitingPageFilesTests {
    @Test("Both languages have the same texts with the same placeholders, and none is empty")
    func catalogues() throws {
        let english = try WaitingPage.Words(PackageResources.en_txt, .english)
        let bangla = try WaitingPage.Words(PackageResources.bn_txt, .bangla)
        #expect(english.keys == bangla.keys)
        for key in english.keys {
            let pair = [try english.markup(key), try bangla.markup(key)].map {
                String(decoding: $0, as: UTF8.self)
            }
            let placeholders = pair.map { text in
                text.matches(of: /\{[a-z]\}/.matchingSemantics(.unicodeScalar)).map { String($0.output) }
                    .sorted()
            }
            #expect(placeholders[0] == placeholders[1], "\(key)")
            #expect(pair.allSatisfy { !$0.isEmpty && !$0.hasSuffix(" ") }, "\(key)")
        }
    }

    @Test("The template uses every slot, and every text that stands in the HTML alone")
    func slots() throws {
        let template = String(decoding: PackageResources.page_html, as: UTF8.self)
        for slot in WaitingPage.Slot.allCases {
            #expect(template.contains("{{\(slot.rawValue)}}"), "\(slot)")
        }
        for name in ["view", "headline", "lead"] { #expect(template.contains("{{\(name)}}"), "\(name)") }
        let words = try WaitingPage.Words(PackageResources.en_txt, .english)
        for key in words.keys where key.hasPrefix("page.") {
            #expect(template.contains("{{t \(key)}}"), "\(key)")
        }
    }

    @Test("A template that nothing fills is refused by name")
    func faults() throws {
        let words = try WaitingPage.Words(PackageResources.en_txt, .english)
        func compile(_ text: String) -> WaitingPage.Fault? {
            do throws(WaitingPage.Fault) {
                _ = try WaitingPage.Template(Array(text.utf8), words: words, parts: [:])
                return nil
            } catch { return error }
        }
        #expect(compile("<p>{{title}}</p>") == nil)
        #expect(compile("<p>{{titel}}</p>") == .unknownSlot("titel"))
        #expect(compile("<p{{hide lines}}></p>") == .unknownSlot("hide lines"))
        #expect(compile("<p>{{t nothing}}</p>") == .missingText("nothing"))
        #expect(compile("<p>{{title</p>") == .openSlot)
        #expect(throws: WaitingPage.Fault.badLine("a=b")) {
            try WaitingPage.Words(Array("a=b\n".utf8), .english)
        }
    }

    @Test("A page has at most 14 KiB when compressed, and asks nobody for more")
    func size() throws {
        for language in WaitingPage.Language.allCases {
            for (name, content) in WaitingPageSamples.all(language) {
                let page = try WaitingPageSamples.document(content)
                let packed = try WaitingPageSamples.output(of: ["gzip", "-9nc"], input: Array(page.utf8))
                    .count
                #expect(packed <= 14 * 1024, "\(name)")
                let addresses = page.matches(of: /\/\/[a-z0-9]+\.[a-z0-9.]+/).map { String($0.output) }
                #expect(addresses.allSatisfy { $0 == "//www.w3.org" }, "\(addresses)")
                if name == "waiting" {
                    print("waiting page \(language): \(page.utf8.count) bytes, \(packed) with gzip -9")
                }
            }
        }
    }

    @Test("A page sent compressed unpacks to the same page, and has at most 14 KiB whatever it says")
    func compressed() throws {
        for language in WaitingPage.Language.allCases {
            for (name, content) in WaitingPageSamples.all(language) {
                let sent = try WaitingPageSamples.compressed(content)
                #expect(sent.count <= 14 * 1024, "\(name) in \(language): \(sent.count)")
                let unpacked = try WaitingPageSamples.output(
                    of: ["sh", "-c", "gzip -dc <\"$0\""], input: sent)
                #expect(
                    try String(decoding: unpacked, as: UTF8.self) == WaitingPageSamples.document(content),
                    "\(name)")
                if name == "waiting" { print("waiting page \(language): \(sent.count) bytes sent as gzip") }
            }
        }
    }

    @Test("A page with more personal bytes than a stored block holds unpacks too")
    func longMessage() throws {
        var content = WaitingPageSamples.waiting(.english)
        content.message = String(repeating: "<&ট্রেন> ", count: 12_000)
        content.returnPath = "/" + String(repeating: "é\"", count: 20_000)
        let sent = try WaitingPageSamples.compressed(content)
        let unpacked = try WaitingPageSamples.output(of: ["sh", "-c", "gzip -dc <\"$0\""], input: sent)
        #expect(try String(decoding: unpacked, as: UTF8.self) == WaitingPageSamples.document(content))
    }

    @Test("The policy names the hashes of what is inline, and nothing inline needs more")
    func policy() throws {
        let policy = String(decoding: try WaitingPageSamples.page().contentSecurityPolicy, as: UTF8.self)
        let hash = /'sha256-[A-Za-z0-9+\/]{43}='/
        #expect(policy.matches(of: hash).count == 3)
        #expect(
            policy.replacing(hash, with: "#")
                == "default-src 'none'; style-src #; script-src # #; connect-src 'self'; img-src data:; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
        let page = try WaitingPageSamples.document(WaitingPageSamples.waiting(.english))
        #expect(page.matches(of: /<[^>]+ (?:style|on[a-z]+)=/).isEmpty)
        #expect(page.matches(of: /<script>/).count == 2 && page.matches(of: /<style>/).count == 1)
    }

    @Test("What is cut from the files leaves no comment and no line that begins with a blank")
    func squeezing() {
        let script = String(decoding: WaitingPage.squeezed(PackageResources.line_js), as: UTF8.self)
        #expect(!script.contains("\n ") && !script.contains("\n//") && !script.contains("\n\n"))
        #expect(script.contains("async function ask(method, path, shared) {\n"))
    }

    @Test(
        "The pages that the browser tests load are written where they ask for them",
        .enabled(if: ProcessInfo.processInfo.environment["SLUICE_PAGES"] != nil))
    func samples() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["SLUICE_PAGES"] ?? "")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for language in WaitingPage.Language.allCases {
            for (name, content) in WaitingPageSamples.all(language) {
                let file = folder.appendingPathComponent("\(name).\(language.code).html")
                try Data(try WaitingPageSamples.document(content).utf8).write(to: file)
                let packed = try WaitingPageSamples.compressed(content)
                try Data(packed).write(to: file.appendingPathExtension("gz"))
            }
        }
        try JSONSerialization.data(withJSONObject: numbers()).write(
            to: folder.appendingPathComponent("numbers.json"))
        let policy = try WaitingPageSamples.page().contentSecurityPolicy
        try Data(policy).write(to: folder.appendingPathComponent("policy.txt"))
    }

    /// Waits and counts with the words that this side finds for them; the script has to find the same.
    private func numbers() throws -> [[String: Any]] {
        let waits = [
            0, 29, 59, 60, 89, 90, 150, 1_799, 5_369, 5_370, 5_400, 5_445, 7_199, 7_350, 7_440, 36_000,
            100_000,
        ]
        var rows: [[String: Any]] = []
        for (language, source) in [
            (WaitingPage.Language.english, PackageResources.en_txt), (.bangla, PackageResources.bn_txt),
        ] {
            let words = try WaitingPage.Words(source, language)
            func text(_ append: (inout ByteBuffer) -> Void) -> String {
                var out = ByteBuffer()
                append(&out)
                return String(decoding: out.copyBytes(), as: UTF8.self)
            }
            for (index, likely) in waits.enumerated() {
                let wait = WaitingPage.Wait(likely: likely, low: likely * 3 / 4, high: likely * 4 / 3)
                let ahead = likely * likely * index / 7
                rows.append([
                    "language": "\(language.code)", "wait": [wait.likely, wait.low, wait.high],
                    "ahead": ahead,
                    "texts": [
                        text { words.append(number: ahead, to: &$0) },
                        text { words.append(likely: wait, to: &$0) },
                        text { words.append(range: wait, to: &$0) },
                    ],
                ])
            }
        }
        return rows
    }
}

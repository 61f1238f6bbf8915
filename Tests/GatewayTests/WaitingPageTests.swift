import Bytes
import Foundation
import Testing

@testable import Gateway

/// What a page says, in which words, and what it must never let through.
@Suite struct WaitingPageTests {
    @Test("A place, the people ahead and the wait stand in the page without any script")
    func numbersInEnglish() throws {
        let page = try WaitingPageSamples.document(WaitingPageSamples.waiting(.english))
        for text in [
            "<html lang=\"en\">", "<title>1,234 ahead · Eid tickets</title>", "<b id=\"ahead\">1,234</b>",
            "<span id=\"unit\">people</span>", "about 12 min", "probably 9–16 min", "value=\"37\"",
            "<dd id=\"place\">12,345</dd>", "<dd id=\"serving\">11,110</dd>",
            "<dd id=\"pace\">102 a minute</dd>",
            "<h1 id=\"h\">You are in line</h1>",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(!page.contains("{{") && !page.contains("}}"))
    }

    @Test("Bangla has its own words, digits and groups")
    func numbersInBangla() throws {
        var content = WaitingPageSamples.waiting(.bangla)
        content.ahead = 1_234_567
        let page = try WaitingPageSamples.document(content)
        for text in [
            "<html lang=\"bn\">", "১২,৩৪,৫৬৭", "প্রায় ১২ মিনিট", "সম্ভবত ৯–১৬ মিনিট",
            "<dd id=\"place\">১২,৩৪৫</dd>",
            "মিনিটে ১০২ জন", "lang=\"bn\" hreflang=\"bn\" aria-current=\"true\"",
        ] { #expect(page.contains(text), "\(text)") }
        content.wait = WaitingPage.Wait(likely: 70, low: 20, high: 100)
        let bytes = try Array(WaitingPageSamples.document(content).utf8)
        #expect(bytes.contains(Array("সম্ভবত ২ মিনিটের মধ্যে<".utf8)))
    }

    @Test(
        "A wait reads as people say it",
        arguments: [
            (nil, "being worked out", ""), ((0, 0, 0), "under a minute", ""),
            ((59, 10, 59), "under a minute", ""),
            ((30, 10, 100), "under a minute", "probably within 2 min"), ((60, 60, 60), "about 1 min", ""),
            ((90, 61, 119), "about 2 min", "probably 1–2 min"),
            ((5_340, 5_000, 5_399), "about 89 min", "probably 83 min–1 h 30 min"),
            ((7_200, 5_399, 9_000), "about 2 h", "probably 89 min–2 h 30 min"),
            (
                (Int.max, -5, Int.max), "about 2562047788015215 h 30 min",
                "probably 1 min–2562047788015215 h 35 min"
            ),
        ] as [((Int, Int, Int)?, String, String)])
    func waits(wait: (Int, Int, Int)?, likely: String, range: String) throws {
        var content = WaitingPageSamples.waiting(.english)
        content.wait = wait.map { WaitingPage.Wait(likely: $0.0, low: $0.1, high: $0.2) }
        let page = try WaitingPageSamples.document(content)
        let marked = try ["likely", "range"].map { name in
            try #require(
                page.firstMatch(of: Regex("id=\"\(name)\">([^<]*)<").dotMatchesNewlines())?[1].substring)
        }
        #expect(marked == [Substring(likely), Substring(range)])
    }

    @Test(
        "Every state has its own headline and shows only its own blocks",
        arguments: WaitingPage.State.allCases)
    func states(state: WaitingPage.State) throws {
        for language in WaitingPage.Language.allCases {
            let page = try WaitingPageSamples.document(WaitingPageSamples.waiting(language, state))
            #expect(!page.contains("<h1 id=\"h\"></h1>") && !page.contains("<p id=\"lead\"></p>"))
            #expect(page.contains("data-v=\"turn\" hidden>") == (state.view != .turn))
            #expect(page.contains("<dl data-v=\"line\" hidden>") == (state.view != .line))
            #expect(
                page.contains("data-v=\"over\" hidden method")
                    == (state.view != .over))
        }
    }

    @Test("A line that stands promises no wait", arguments: [WaitingPage.State.paused, .held])
    func standing(state: WaitingPage.State) throws {
        let page = try WaitingPageSamples.document(WaitingPageSamples.waiting(.english, state))
        #expect(page.contains("known when the line moves") && !page.contains("probably 9"))
    }

    @Test("Without a script the page comes back to where the visitor wanted to go, and only then")
    func refreshWithoutScript() throws {
        let page = try WaitingPageSamples.document(WaitingPageSamples.waiting(.english))
        let refresh = "<meta http-equiv=\"refresh\" content=\"1;url=/trips?from=Dhaka&amp;to=Sylhet\">"
        #expect(page.contains("<noscript>\(refresh)</noscript>"))
    }

    @Test(
        "A return path that could lead elsewhere becomes the root",
        arguments: [
            "https://evil.example/", "//evil.example", "/\\evil.example", "", "javascript:alert(1)", "x",
        ])
    func foreignReturnPaths(path: String) throws {
        var content = WaitingPageSamples.waiting(.english)
        content.returnPath = path
        let page = try WaitingPageSamples.document(content)
        #expect(
            page.contains("<a id=\"enter\" class=\"button\" href=\"/\">") && page.contains("\"return\":\"/\"")
        )
        #expect(!page.contains("evil") && !page.contains("javascript:"))
    }

    @Test("Hostile titles, messages, rooms and paths stay text, wherever they stand")
    func escaping() throws {
        let hostile = "</script><!--\"><img src=x onerror=alert(1)>'&\\\u{2028}\u{0}\u{1B}"
        let honest = try WaitingPageSamples.document(WaitingPageSamples.waiting(.english))
        var content = WaitingPageSamples.waiting(.english)
        content.title = hostile
        content.message = hostile
        content.room = hostile
        content.returnPath = "/" + hostile
        let page = try WaitingPageSamples.document(content)
        for text in ["<img src", "onerror=alert(1)>", "-->", "\u{0}", "\u{1B}"] {
            #expect(!page.contains(text))
        }
        for tag in ["<script", "</script", "<!--", "<a ", "<form", "<p "] {
            #expect(
                page.components(separatedBy: tag).count == honest.components(separatedBy: tag).count, "\(tag)"
            )
        }
        let start = try #require(page.range(of: "id=\"data\">")).upperBound
        let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
        let data = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)) as? [String: Any]
        #expect(data?["title"] as? String == hostile && data?["return"] as? String == "/" + hostile)
        #expect(data?["room"] as? String == hostile && data?["place"] as? Int == 12_345)
    }

    @Test("Numbers from anywhere cannot trap the page")
    func extremeNumbers() throws {
        for number in [Int.min, -1, 0, Int.max] {
            for real in [-Double.infinity, -1, .nan, 1e300, .infinity] {
                var content = WaitingPageSamples.waiting(number < 0 ? .bangla : .english)
                content.place = number
                content.serving = number
                content.ahead = number
                content.wait = WaitingPage.Wait(likely: number, low: number, high: number)
                content.refreshSeconds = number
                content.waitedSeconds = number
                content.opensInSeconds = number
                content.progress = real
                content.ratePerSecond = real
                for state in WaitingPage.State.allCases {
                    content.state = state
                    #expect(try !WaitingPageSamples.document(content).contains("nan"))
                }
            }
        }
    }

    @Test(
        "The language is the one that the browser asks for",
        arguments: [
            ("bn-BD,bn;q=0.9,en;q=0.8", WaitingPage.Language.bangla), ("en-GB, bn;q=0.9", .english),
            ("", .english),
            ("en;q=0.5,bn;q=0.75", .bangla), ("de, fr;q=0.9, bn;q=0.1", .bangla), ("*", .english),
            ("bnx", .english),
            ("bn;q=0", .english), (" BN ; q=1.0 , en", .bangla), (",,,;;q=,q=;b", .english),
            ("bn;q=x", .english),
        ])
    func languages(header: String, language: WaitingPage.Language) {
        let found = Array(header.utf8).withUnsafeBytes {
            WaitingPage.Language.preferred(acceptLanguage: $0.bytes)
        }
        #expect(found == language)
    }
}

import Bytes
import Foundation

@testable import Gateway

/// Pages that several tests, and the browser tests, look at.
enum WaitingPageSamples {
    /// A visitor with place 12,345 of the demo room, far from the front.
    static func waiting(_ language: WaitingPage.Language, _ state: WaitingPage.State = .waiting)
        -> WaitingPage.Content
    {
        var content = WaitingPage.Content(
            language: language, room: "demo", title: "Eid tickets", state: state, place: 12_345,
            returnPath: "/trips?from=Dhaka&to=Sylhet")
        content.serving = 11_110
        content.ahead = 1_234
        content.wait = WaitingPage.Wait(likely: 726, low: 540, high: 960)
        content.progress = 0.37
        content.ratePerSecond = 1.7
        content.refreshSeconds = 1
        content.heartbeatWithin = 1_000
        content.waitedSeconds = 426
        return content
    }

    /// The named pages that the browser tests load, in both languages.
    static func all(_ language: WaitingPage.Language) -> [String: WaitingPage.Content] {
        var near = waiting(language)
        near.serving = 12_300
        near.ahead = 44
        near.wait = WaitingPage.Wait(likely: 26, low: 18, high: 41)
        near.progress = 0.94
        var pages = ["waiting": waiting(language), "near": near]
        for state in WaitingPage.State.allCases where state != .waiting {
            pages[state.rawValue] = waiting(language, state)
            if state.view == .stop { pages[state.rawValue]?.place = nil }
        }
        pages["prequeue"]?.place = nil
        pages["prequeue"]?.opensInSeconds = 754
        var spoken = waiting(language)
        spoken.message =
            "Coach KA is added to the 10:00 train to Sylhet.\nসিলেটের ট্রেনে একটি বগি যোগ হয়েছে।"
        pages["message"] = spoken
        return pages
    }

    /// The page with the hashes that browsers compute.
    static func page() throws -> WaitingPage { try prepared.get() }

    private static let prepared = Result { try WaitingPage { bytes in (try? hash(bytes)) ?? [] } }

    /// The document of one content.
    static func document(_ content: WaitingPage.Content) throws -> String {
        var out = ByteBuffer()
        try page().append(content, to: &out)
        return String(decoding: out.copyBytes(), as: UTF8.self)
    }

    /// The same document as it goes to browsers that take gzip.
    static func compressed(_ content: WaitingPage.Content) throws -> [UInt8] {
        var out = ByteBuffer()
        try page().appendCompressed(content, to: &out)
        return out.copyBytes()
    }

    /// What a command of the system makes of its input.
    static func output(of command: [String], input: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command + [file.path]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }

    private static func hash(_ bytes: [UInt8]) throws -> [UInt8] {
        let digits = String(decoding: try output(of: ["sha256sum"], input: bytes).prefix(64), as: UTF8.self)
        return stride(from: 0, to: digits.count, by: 2).compactMap { offset in
            UInt8(digits.dropFirst(offset).prefix(2), radix: 16)
        }
    }
}

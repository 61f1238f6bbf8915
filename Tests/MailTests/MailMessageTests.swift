import Bytes
import Foundation
import TestKit
import Testing

@testable import Mail

@Suite("Messages") struct MailMessageTests {
    private static func render(_ change: (inout MailMessage) -> Void = { _ in }) throws -> String {
        var message = MailMessage(
            sender: try #require(MailAddress("tickets@rail.example", name: "Rail")),
            recipient: try #require(MailAddress("who@home.example", name: "রহিম, \"Rahim\"\r\nBcc: x@y")),
            subject: "টিকিট: Dhaka → ব্রাহ্মণবাড়িয়া\r\nBcc: evil@example.com", text: "হ্যালো\n.\nend")
        change(&message)
        var random = SeededRandom(seed: 1)
        let bytes = message.rendered(time: 784_111_777_000, random: &random)
        return bytes.withReadable { $0.copyString() }
    }

    /// The field's encoded words, decoded.
    private static func decoded(_ name: String, in text: String) -> String {
        let head = text.components(separatedBy: "\r\n\r\n")[0].replacingOccurrences(of: "\r\n ", with: " ")
        let line = head.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") } ?? ""
        let words = line.dropFirst(name.count + 2).split(separator: " ").filter { $0.hasPrefix("=?utf-8?B?") }
        return words.map { word in
            let data = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data()
            return String(decoding: data, as: UTF8.self)
        }.joined()
    }

    @Test("are ASCII in short lines, whatever is in them")
    func shape() throws {
        let text = try Self.render { $0.html = String(repeating: "<p>ক্ষ</p>", count: 500) }
        #expect(text.utf8.allSatisfy { $0 < 0x7F })
        #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.count <= 76 })
        #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains { $0.isNewline })
        #expect(text.contains("\r\nDate: Sun, 06 Nov 1994 08:49:37 +0000\r\n"))
    }

    @Test("carry names and subjects in any script, and nothing in them becomes a field")
    func heads() throws {
        let text = try Self.render()
        #expect(Self.decoded("Subject", in: text).hasPrefix("টিকিট: Dhaka → ব্রাহ্মণবাড়িয়া"))
        #expect(Self.decoded("To", in: text).hasPrefix("রহিম, \"Rahim\""))
        #expect(!text.contains("\r\nBcc:"))
        #expect(text.contains("\r\n <who@home.example>\r\n"))
    }

    @Test("carry their text and files byte for byte")
    func parts() throws {
        let file = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let text = try Self.render {
            $0.html = "<p>x</p>"
            $0.attachments = [
                MailAttachment(name: "tick\"et\r\n.pdf", type: "application/pdf\r\nX: y", bytes: file)
            ]
        }
        #expect(text.contains("Content-Type: application/pdfX:y\r\n"))
        #expect(text.contains("filename=\"tick_et__.pdf\""))
        let base64 = text.components(separatedBy: "_.pdf\"\r\n\r\n")[1].components(separatedBy: "\r\n--")[0]
        let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters)
        #expect(data.map(Array.init) == file)
        let plain = text.components(separatedBy: "text/plain; charset=utf-8")[1]
        let body = plain.components(separatedBy: "\r\n\r\n")[1].components(separatedBy: "\r\n--")[0]
        #expect(Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } == "হ্যালো\n.\nend")
        #expect(text.hasSuffix("--\r\n"))
    }

    @Test("base64 has its padding", arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v")])
    func padding(text: String, expected: String) {
        var out = ByteBuffer()
        Base64Text.append(Array(text.utf8), to: &out)
        #expect(out.withReadable { $0.copyString() } == expected)
    }
}

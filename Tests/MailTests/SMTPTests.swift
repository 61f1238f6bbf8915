import Bytes
import Testing

@testable import Mail

@Suite("The conversation with a mail server") struct SMTPTests {
    @Test(
        "replies are read strictly",
        arguments: [
            ("250 ok", SMTPReply.Line.last(SMTPReply(code: 250, text: "ok"))),
            ("250", .last(SMTPReply(code: 250, text: ""))),
            ("250-SIZE 100", .more(code: 250)),
            ("451 ক", .last(SMTPReply(code: 451, text: "???"))),
            ("25", .malformed), ("", .malformed), ("250x", .malformed), ("150 x", .malformed),
            ("650 x", .malformed), ("HTTP/1.1 400", .malformed),
        ])
    func replies(text: String, expected: SMTPReply.Line) {
        #expect(SMTPReply.read(Array(text.utf8)) == expected)
    }

    private func dialog() throws -> SMTPDialog {
        let sender = try #require(MailAddress("a@b.example"))
        let recipient = try #require(MailAddress("c@d.example"))
        return SMTPDialog(
            name: "host\r\nRSET",
            message: MailMessage(sender: sender, recipient: recipient, subject: "s", text: "t"))
    }

    private func line(_ step: SMTPDialog.Step) -> String {
        switch step {
        case .send(let bytes): "send " + String(decoding: bytes, as: UTF8.self)
        case .sendContent: "content"
        case .done(let bytes): "done " + String(decoding: bytes, as: UTF8.self)
        case .refused(let reply): "refused \(reply.code)"
        }
    }

    @Test("goes from the greeting to the goodbye")
    func whole() throws {
        var dialog = try dialog()
        let steps = [220, 250, 250, 250, 354, 250].map { line(dialog.take(SMTPReply(code: $0, text: ""))) }
        #expect(
            steps == [
                "send EHLO hostRSET\r\n", "send MAIL FROM:<a@b.example>\r\n",
                "send RCPT TO:<c@d.example>\r\n", "send DATA\r\n", "content", "done QUIT\r\n",
            ])
    }

    @Test("knows old servers, and stops where it is refused")
    func refusals() throws {
        var old = try dialog()
        _ = old.take(SMTPReply(code: 220, text: ""))
        #expect(line(old.take(SMTPReply(code: 502, text: ""))) == "send HELO hostRSET\r\n")
        #expect(line(old.take(SMTPReply(code: 502, text: ""))) == "refused 502")
        for (place, codes) in [[554], [220, 250, 550], [220, 250, 250, 451], [220, 250, 250, 250, 250]]
            .enumerated()
        {
            var dialog = try dialog()
            let last = codes.map { line(dialog.take(SMTPReply(code: $0, text: ""))) }.last
            #expect(last?.hasPrefix("refused") == true, "\(place)")
        }
    }

    @Test(
        "content ends where it ends, and not at a dot of its own",
        arguments: [
            ("a\r\n", "a\r\n.\r\n"), ("a", "a\r\n.\r\n"), (".\r\nb\r\n", "..\r\nb\r\n.\r\n"),
            ("a\r\n.b\r\n", "a\r\n..b\r\n.\r\n"), ("", ".\r\n"),
        ])
    func content(text: String, expected: String) {
        let bytes = Array(text.utf8)
        #expect(String(decoding: SMTPDialog.content(bytes.span.bytes), as: UTF8.self) == expected)
    }
}

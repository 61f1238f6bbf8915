import Contracts
import Foundation
import ServiceKit
import Settings
import TestKit
import Testing

@testable import Identity

@Suite("Codes by mail")
struct CodeMailTests {
    @Test("a code to a mail address goes through the relay, in the account's language, and counts")
    func mail() async throws {
        let (letters, arrival) = AsyncStream.makeStream(of: String.self)
        let relay = RawServer { client, _ in
            try client.send("220 relay\r\n")
            while true {
                let line = try client.read(until: "\r\n")
                if line.hasPrefix("DATA") {
                    try client.send("354 go on\r\n")
                    let letter = try client.read(until: "\r\n.\r\n")
                    arrival.yield(letter)
                }
                try client.send(line.hasPrefix("QUIT") ? "221 bye\r\n" : "250 fine\r\n")
                if line.hasPrefix("QUIT") { return }
            }
        }
        defer { relay.stop() }
        let identity = try await IdentityUnderTest {
            $0.mailRelay = try? MailRelayAddress("127.0.0.1:\(relay.port)")
        }
        let mail = "rahim.\(identity.freshPhone().suffix(6))@example.org"
        let registration: RegistrationModel = try identity.model(
            identity.send(
                "POST", "/api/accounts",
                #"{"email":"\#(mail)","password":"tiger lily 42","language":"en"}"#, key: "mail"),
            status: 201)
        let code = try #require(try identity.code(to: mail))
        var arrivals = letters.makeAsyncIterator()
        let letter = try #require(await arrivals.next())
        #expect(letter.contains("To: ") && letter.contains(mail) && letter.contains("accounts@localhost"))
        let body = letter.split(separator: "\r\n\r\n").last ?? ""
        let bytes = Data(base64Encoded: String(body), options: .ignoreUnknownCharacters) ?? Data()
        #expect(String(decoding: bytes, as: UTF8.self).contains(code))
        let login: LoginModel = try identity.model(
            identity.send(
                "POST", "/api/otp/verify", #"{"id":"\#(registration.code.id)","code":"\#(code)"}"#))
        #expect(login.account?.email == mail && login.account?.phone == nil)
        #expect(login.account?.name == nil)
    }

    @Test("what a message says names its code, its use and its end, in both languages")
    func words() throws {
        let contact = try #require(Contact("01712345678"))
        for language in Language.allCases {
            for purpose in [ChallengeRecord.Purpose.register, .login, .reset, .contact] {
                let message = CodeMessage(
                    contact: contact, content: .code("123456", purpose), language: language)
                #expect(message.text.contains("123456") && message.subject.contains("123456"))
            }
            let known = CodeMessage(contact: contact, content: .alreadyRegistered, language: language)
            #expect(!known.text.isEmpty && !known.subject.isEmpty)
        }
    }
}

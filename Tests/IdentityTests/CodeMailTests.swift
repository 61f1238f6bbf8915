import Contracts
import Foundation
import ServiceKit
import Settings
import TestKit
import Testing

@testable import Identity

@Suite("Codes by mail")
struct CodeMailTests {
    /// A mail relay that takes every letter.
    static func relay(_ arrival: AsyncStream<String>.Continuation) -> RawServer {
        RawServer { client, _ in
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
    }

    static func text(of letter: String) -> String {
        let body = letter.split(separator: "\r\n\r\n").last ?? ""
        let bytes = Data(base64Encoded: String(body), options: .ignoreUnknownCharacters) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a code to a mail address goes through the relay, in the account's language, and counts")
    func mail() async throws {
        let (letters, arrival) = AsyncStream.makeStream(of: String.self)
        let relay = Self.relay(arrival)
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
        #expect(Self.text(of: letter).contains(code))
        let login: LoginModel = try identity.model(
            identity.send(
                "POST", "/api/otp/verify", #"{"id":"\#(registration.code.id)","code":"\#(code)"}"#))
        #expect(login.account?.email == mail && login.account?.phone == nil)
        #expect(login.account?.name == nil)
    }

    @Test("a contact is changed with the password and never with a token alone; the old one is told")
    func changedContact() async throws {
        let (letters, arrival) = AsyncStream.makeStream(of: String.self)
        let relay = Self.relay(arrival)
        defer { relay.stop() }
        let identity = try await IdentityUnderTest {
            $0.mailRelay = try? MailRelayAddress("127.0.0.1:\(relay.port)")
        }
        let phone = identity.freshPhone()
        let token = try #require(try identity.register(phone).accessToken)
        func add(_ mail: String, _ proof: String) throws -> RawResponse {
            try identity.send(
                "POST", "/api/otp", #"{"email":"\#(mail)","purpose":"verify"\#(proof)}"#, token: token)
        }
        let first = "first\(phone.suffix(5))@example.org"
        let thief = "thief\(phone.suffix(5))@example.org"
        let proof = #","current_password":"tiger lily 42""#
        // A first mail address resets the password just as a changed one does.
        let bare = try add(first, "")
        #expect(bare.status == 422 && bare.text.contains("#/current_password"))
        #expect(try add(thief, #","current_password":"not the one""#).status == 401)
        #expect(try identity.code(to: thief) == nil && identity.code(to: first) == nil)
        for mail in [first, thief] {
            let asked: OneTimeCodeModel = try identity.model(add(mail, proof), status: 202)
            let code = try #require(try identity.code(to: mail))
            let changed: AccountModel = try identity.model(
                identity.send(
                    "POST", "/api/otp/verify", #"{"id":"\#(asked.id)","code":"\#(code)"}"#, token: token))
            #expect(changed.email == mail)
        }
        var told = false
        var arrivals = letters.makeAsyncIterator()
        for _ in 0..<3 where !told {
            let letter = try #require(await arrivals.next())
            told = letter.contains("<\(first)>") && Self.text(of: letter).contains("t•••@example.org")
        }
        #expect(told)
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

import TestKit
import Testing

@testable import Identity

@Suite("Passwords")
struct PasswordTests {
    static let cheap = PasswordCost(memory: 64, passes: 2, lanes: 1)

    @Test("a hash is that of the reference program, and is written as it writes it")
    func reference() throws {
        // From the tests of the reference implementation: the password and somesalt, 64 MiB, two passes.
        let text =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        let hash = try #require(PasswordHash(text: text))
        #expect(hash.text == text)
        #expect(try hash.matches("password"))
        #expect(try !hash.matches("Password"))
    }

    @Test("every byte of a long password counts, in any script")
    func whole() throws {
        var random = SeededRandom(seed: 1)
        let long = String(repeating: "আমার সোনার বাংলা ", count: 20)
        let hash = try PasswordHash(of: long, cost: Self.cheap, random: &random)
        #expect(try hash.matches(long))
        #expect(try !hash.matches(long + "x"))
        #expect(try !hash.matches(String(long.dropLast())))
        #expect(try !PasswordHash(of: long, cost: Self.cheap, random: &random).text.isEmpty)
        let again = try PasswordHash(of: long, cost: Self.cheap, random: &random)
        #expect(again.salt != hash.salt)
    }

    @Test("nothing matches the hash of an unknown account, which costs what every other does")
    func decoy() throws {
        let decoy = PasswordHash.decoy(cost: Self.cheap)
        #expect(try !decoy.matches(""))
        #expect(decoy.cost == Self.cheap)
        #expect(PasswordHash(text: decoy.text) == decoy)
    }

    @Test(
        "a stored text that is no hash of ours is refused, and so is one that would cost too much",
        arguments: [
            "", "$", "$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$", "$argon2id$v=19$m=64,t=2$c29tZXNhbHQ$CTFhFdXPJO1aFaM",
            "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc$",
        ])
    func malformed(text: String) {
        #expect(PasswordHash(text: text) == nil)
    }

    @Test("a password is long enough, printable, not common and not one's own name")
    func rule() throws {
        let contacts = ["01712345678", "rahim.uddin@example.org"].compactMap { Contact($0) }
        func fault(_ password: String) -> PasswordFault? {
            do throws(PasswordFault) {
                try PasswordRule.check(password, contacts: contacts, name: "Rahim Uddin")
                return nil
            } catch {
                return error
            }
        }
        #expect(fault("tiger lily 42") == nil)
        #expect(fault("পদ্মা মেঘনা যমুনা") == nil)
        #expect(fault(String(repeating: "long and ", count: 100)) == nil)
        #expect(fault("short 7") == .tooShort(atLeast: 8))
        #expect(fault(String(repeating: "x1", count: 513)) == .tooLong(atMostBytes: 1024))
        #expect(fault("with\na line") == .unprintable)
        #expect(fault("with\u{0}a zero") == .unprintable)
        for common in [
            "password", "Pass-Word 1", "12345678", "aaaaaaaaaa", "hgfedcba", "........", "১২৩৪৫৬৭৮",
        ] {
            #expect(fault(common) == .common, "\(common)")
        }
        for own in ["RahimUddin", "rahim.uddin", "01712345678", "+8801712345678", "Rahim.Uddin@Example.org"] {
            #expect(fault(own) == .personal, "\(own)")
        }
    }
}

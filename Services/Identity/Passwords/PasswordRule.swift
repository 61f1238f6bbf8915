/// Which passwords may be chosen: long enough, not the first guess, and hashed as they are to the last byte.
///
/// NIST SP 800-63B: length counts, composition rules don't, everything typed counts and nothing is truncated.
/// Pure; asked only when a password is chosen, never when one is compared.
package enum PasswordRule {
    /// The fewest characters.
    package static let minimumCharacters = 8
    /// The most bytes: enough for fifty words in Bangla, and little to hash.
    package static let maximumBytes = 1024

    /// Throws the first fault of a password that somebody with this contact and name chose.
    package static func check(
        _ password: String, contacts: [Contact], name: String
    ) throws(PasswordFault) {
        guard password.utf8.count <= maximumBytes else { throw .tooLong(atMostBytes: maximumBytes) }
        guard password.count >= minimumCharacters else { throw .tooShort(atLeast: minimumCharacters) }
        guard password.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw .unprintable
        }
        let plain = folded(password)
        guard !common.contains(plain), !isRun(plain) else { throw .common }
        var personal = [folded(name)]
        for contact in contacts {
            personal.append(folded(contact.text))
            personal.append(folded(String(contact.text.prefix { $0 != "@" })))
            // The number as people say it at home, without the country's code.
            if contact.kind == .phone { personal.append(folded(String(contact.text.suffix(11)))) }
        }
        guard !personal.contains(where: { $0.utf8.count >= 4 && plain == $0 }) else { throw .personal }
    }

    /// The letters and digits alone, in lower case: `Pass-Word1` is as easy to guess as `password1`.
    private static func folded(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// One character again and again, or a run such as `12345678` or `hgfedcba`.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        guard values.count >= 2 else { return true }
        let step = values[1] - values[0]
        guard abs(step) <= 1 else { return false }
        return zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step }
    }

    /// What guessers try first among those long enough; the limits on guessing carry the rest.
    private static let common: Set<String> = [
        "password", "password1", "password12", "password123", "passw0rd", "12345678", "123456789",
        "1234567890", "0123456789", "87654321", "987654321", "11223344", "1122334455", "12341234",
        "123123123", "123456123456", "qwertyui", "qwertyuiop", "qwerty123", "qwerty1234", "1qaz2wsx",
        "1q2w3e4r", "1q2w3e4r5t", "asdfghjk", "asdfghjkl", "zxcvbnm1", "iloveyou", "iloveyou1", "sunshine",
        "princess", "football", "baseball", "superman", "starwars", "trustno1", "letmein1", "welcome1",
        "welcome123", "whatever", "computer", "internet", "administrator", "admin123", "changeme",
        "bangladesh", "bangladesh1", "bangladesh123", "dhaka123", "dhaka1234", "railway1", "railway123",
        "subornoexpress", "allah123", "bismillah", "bismillah786", "786786786", "joybangla", "joybangla1",
        "abcd1234", "abc12345", "a1234567", "aa123456", "test1234", "secret123", "pakistan123", "india123",
    ]
}

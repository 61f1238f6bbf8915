internal import Contracts

/// A message to a contact: a code, or the word that none is needed.
struct CodeMessage: Sendable {
    /// What it says.
    enum Content: Sendable, Equatable {
        /// A code, and what it is good for.
        case code(String, ChallengeRecord.Purpose)
        /// Somebody wanted to register a contact that has an account.
        case alreadyRegistered
        /// The account has another contact now; what it looks like, masked.
        case contactChanged(String)
    }

    let contact: Contact
    let content: Content
    let language: Language

    /// The subject of a mail.
    var subject: String {
        switch (content, language) {
        case (.code(let code, _), .english): "\(code) is your code"
        case (.code(let code, _), .bangla): "আপনার কোড \(code)"
        case (.alreadyRegistered, .english): "You have an account already"
        case (.alreadyRegistered, .bangla): "আপনার একটি অ্যাকাউন্ট আছে"
        case (.contactChanged, .english): "Your account has another contact"
        case (.contactChanged, .bangla): "আপনার অ্যাকাউন্টের যোগাযোগ বদলেছে"
        }
    }

    /// The whole of a text message, and the body of a mail.
    var text: String {
        switch (content, language) {
        case (.code(let code, let purpose), .english):
            "\(code) is your code to \(Self.english(purpose)). It is good for 5 minutes. Tell it to nobody."
        case (.code(let code, let purpose), .bangla):
            "\(Self.bangla(purpose)) কোড \(code)। এটি ৫ মিনিট কার্যকর। কাউকে বলবেন না।"
        case (.alreadyRegistered, .english):
            "Somebody, perhaps you, tried to register with this contact. It has an account: log in instead."
        case (.alreadyRegistered, .bangla):
            "কেউ, হয়তো আপনি, এই যোগাযোগ দিয়ে নিবন্ধন করতে চেয়েছেন। এর একটি অ্যাকাউন্ট আছে: লগ ইন করুন।"
        case (.contactChanged(let contact), .english):
            "Your account can now be reached by \(contact). If that was not you, write to us at once."
        case (.contactChanged(let contact), .bangla):
            "এখন \(contact) দিয়ে আপনার অ্যাকাউন্টে যোগাযোগ হয়। আপনি না করে থাকলে এখনই আমাদের জানান।"
        }
    }

    private static func english(_ purpose: ChallengeRecord.Purpose) -> String {
        switch purpose {
        case .register: "finish your registration"
        case .login, .secondFactor: "log in"
        case .reset: "choose a new password"
        case .contact: "add this contact to your account"
        }
    }

    private static func bangla(_ purpose: ChallengeRecord.Purpose) -> String {
        switch purpose {
        case .register: "নিবন্ধন শেষ করার"
        case .login, .secondFactor: "লগ ইন করার"
        case .reset: "নতুন পাসওয়ার্ড বাছাইয়ের"
        case .contact: "এই যোগাযোগ যোগ করার"
        }
    }
}

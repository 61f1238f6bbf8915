internal import Contracts

/// Why a ticket is not let through, in the words that check-in devices know.
enum CheckInReason: String, Sendable, CaseIterable {
    /// The scanned text is not this ticket's pass.
    case invalid
    /// The order was cancelled.
    case canceled
    /// It was revoked for another cause.
    case revoked
    /// It was let through before.
    case alreadyRedeemed = "already_redeemed"
    /// It is not valid at that time.
    case invalidTime = "invalid_time"

    /// The same for the inspector.
    func explanation(_ language: Language) -> String {
        let words: LocalizedName =
            switch self {
            case .invalid:
                LocalizedName(en: "The code is not this ticket's.", bn: "কোডটি এই টিকিটের নয়।")
            case .canceled: LocalizedName(en: "The order was cancelled.", bn: "অর্ডারটি বাতিল করা হয়েছে।")
            case .revoked: LocalizedName(en: "The ticket was revoked.", bn: "টিকিটটি প্রত্যাহার করা হয়েছে।")
            case .alreadyRedeemed:
                LocalizedName(en: "The ticket was used before.", bn: "টিকিটটি আগেই ব্যবহার করা হয়েছে।")
            case .invalidTime:
                LocalizedName(en: "The ticket is not valid at this time.", bn: "টিকিটটি এই সময়ে বৈধ নয়।")
            }
        return words[language]
    }
}

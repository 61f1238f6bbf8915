/// What stands on every page, and on those that tell of an error.
extension Phrase {
    static let siteName = Phrase("National Railway", "জাতীয় রেলওয়ে")
    static let skip = Phrase("Skip to the content", "মূল অংশে যান")
    static let search = Phrase("Find a train", "ট্রেন খুঁজুন")
    static let myOrders = Phrase("My orders", "আমার অর্ডার")
    static let myWaitlist = Phrase("Waitlist", "অপেক্ষমাণ তালিকা")
    static let logIn = Phrase("Log in", "লগ ইন")
    static let logOut = Phrase("Log out", "লগ আউট")
    static let register = Phrase("Register", "নিবন্ধন")
    static let menu = Phrase("Menu", "মেনু")
    static let otherLanguage = Phrase("বাংলা", "English")
    static let back = Phrase("Back", "ফিরে যান")
    static let toFirstPage = Phrase("To the first page", "প্রথম পাতায় যান")
    static let from = Phrase("From", "কোথা থেকে")
    static let to = Phrase("To", "কোথায়")
    static let date = Phrase("Date of journey", "যাত্রার তারিখ")
    static let hoursAndMinutes = Phrase("%1 h %2 min", "%1 ঘণ্টা %2 মিনিট")
    static let footer = Phrase(
        "Seats are sold once, in the order of the line.", "প্রতিটি আসন একবারই বিক্রি হয়, লাইনের ক্রমানুসারে।")

    static let missingTitle = Phrase("There is no such page", "এমন কোনো পাতা নেই")
    static let missingText = Phrase(
        "The address may be wrong, or what it named is gone.",
        "ঠিকানাটি ভুল হতে পারে, অথবা এটি আর নেই।")
    static let forbiddenTitle = Phrase("This is not allowed", "এর অনুমতি নেই")
    static let busyTitle = Phrase("One moment, please", "একটু অপেক্ষা করুন")
    static let busyText = Phrase(
        "The service is busy right now. Nothing is lost: try again in a few seconds.",
        "এই মুহূর্তে সেবাটি ব্যস্ত। কিছুই হারায়নি: কয়েক সেকেন্ড পরে আবার চেষ্টা করুন।")
    static let failedTitle = Phrase("Something went wrong", "কিছু একটা সমস্যা হয়েছে")
    static let failedText = Phrase(
        "It is our mistake, not yours. Try again, or come back a little later.",
        "ভুলটি আমাদের, আপনার নয়। আবার চেষ্টা করুন, অথবা একটু পরে আসুন।")
    static let wrongTitle = Phrase("That did not work", "এটি সম্ভব হয়নি")
    static let wrongText = Phrase(
        "The service could not do what was asked.", "সেবাটি অনুরোধটি সম্পন্ন করতে পারেনি।")
    static let methodText = Phrase(
        "This address only takes a form from its own page. Begin again from the first page.",
        "এই ঠিকানা শুধু নিজের পাতার ফর্ম নেয়। প্রথম পাতা থেকে আবার শুরু করুন।")
    static let admissionTitle = Phrase("Your turn has ended", "আপনার পালা শেষ হয়েছে")
    static let admissionText = Phrase(
        "Go to the first page to come in again through the line.",
        "লাইনের মাধ্যমে আবার আসতে প্রথম পাতায় যান।")
    static let tooOftenText = Phrase(
        "That was tried too often. Wait a little and try again.",
        "অনেকবার চেষ্টা করা হয়েছে। একটু অপেক্ষা করে আবার চেষ্টা করুন।")
    static let tryAgain = Phrase("Try again", "আবার চেষ্টা করুন")
    static let doneTitle = Phrase("Thank you", "ধন্যবাদ")
    static let doneText = Phrase(
        "Your turn has ended, and the next person in the line is let in. Have a good journey.",
        "আপনার পালা শেষ হয়েছে, লাইনের পরের জন প্রবেশ করছেন। আপনার যাত্রা শুভ হোক।")
}

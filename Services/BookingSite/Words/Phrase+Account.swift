/// What the pages of logging in and registering say.
extension Phrase {
    static let logInTitle = Phrase("Log in", "লগ ইন করুন")
    static let contactField = Phrase("Phone number or e-mail address", "ফোন নম্বর অথবা ই-মেইল ঠিকানা")
    static let password = Phrase("Password", "পাসওয়ার্ড")
    static let newPassword = Phrase("Password, at least 8 characters", "পাসওয়ার্ড, অন্তত ৮ অক্ষর")
    static let noAccount = Phrase("No account yet?", "এখনো অ্যাকাউন্ট নেই?")
    static let haveAccount = Phrase("You have an account?", "অ্যাকাউন্ট আছে?")
    static let wrongLogin = Phrase(
        "The contact or the password is wrong.", "ঠিকানা অথবা পাসওয়ার্ড ভুল।")
    static let registerTitle = Phrase("Make an account", "অ্যাকাউন্ট তৈরি করুন")
    static let yourName = Phrase("Your name", "আপনার নাম")
    static let registerButton = Phrase("Send me a code", "আমাকে কোড পাঠান")
    static let codeTitle = Phrase("Type the code", "কোডটি লিখুন")
    static let codeSent = Phrase(
        "A code is on its way to %1. It counts until %2.", "%1 ঠিকানায় একটি কোড পাঠানো হয়েছে। %2 পর্যন্ত চলবে।")
    static let noCode = Phrase(
        "No code came? Look again in a minute, and check the address.",
        "কোড আসেনি? এক মিনিট পরে আবার দেখুন, এবং ঠিকানা ঠিক আছে কি না দেখুন।")
    static let anotherCode = Phrase("Ask for another code", "আরেকটি কোড চান")
    static let codeAuthenticator = Phrase(
        "Type the six digits that your authenticator shows.", "আপনার অথেন্টিকেটরের ছয়টি সংখ্যা লিখুন।")
    static let code = Phrase("Code", "কোড")
    static let confirm = Phrase("Go on", "এগিয়ে যান")
    static let wrongCode = Phrase("That code is wrong.", "কোডটি ভুল।")
    static let codeOver = Phrase(
        "That code can no longer be used. Begin again.", "কোডটি আর চলবে না। আবার শুরু করুন।")
    static let badContact = Phrase(
        "This is no phone number or e-mail address that we can reach.",
        "এটি ব্যবহারযোগ্য ফোন নম্বর বা ই-মেইল ঠিকানা নয়।")
    static let badPassword = Phrase(
        "Choose a longer password that is not easily guessed.", "আরও বড়, সহজে অনুমান করা যায় না এমন পাসওয়ার্ড দিন।")
    static let accountExists = Phrase(
        "There is an account with this contact already.", "এই ঠিকানায় আগে থেকেই অ্যাকাউন্ট আছে।")
}

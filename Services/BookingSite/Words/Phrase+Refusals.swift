/// What the services refuse, in the words of the site; by the code of the problem.
extension Phrase {
    /// The phrase of a code that visitors meet; nil for others.
    static func refusal(_ code: String) -> Phrase? { refusals[code] }

    /// The phrase for one place of a form that a service did not take; nil for others.
    static func refusal(at pointer: String) -> Phrase? {
        if pointer.hasSuffix("/name") { return badName }
        if pointer.hasSuffix("/document") { return badDocument }
        if pointer.hasPrefix("#/seats/") { return noSuchSeat }
        switch pointer {
        case "#/contact/phone": return badPhone
        case "#/contact/email": return badMail
        case "#/contact": return .needsContact
        case "#/provider": return badProvider
        default: return nil
        }
    }

    /// The phrase for a payment that did not succeed, by the code of its error.
    static func payment(_ code: String) -> Phrase {
        switch code {
        case "card_declined", "payment_failed": paymentRefused
        case "risky", "payment_mismatch": paymentInReview
        case "refused": paymentNotTaken
        default: paymentFailed
        }
    }

    private static let badName = Phrase(
        "Every passenger needs a name of 1 to 120 characters, with letters in it.",
        "প্রত্যেক যাত্রীর ১ থেকে ১২০ অক্ষরের নাম দিতে হবে।")
    private static let badDocument = Phrase(
        "That number of an identity card cannot be used.", "পরিচয়পত্রের এই নম্বর ব্যবহার করা যায় না।")
    private static let badPhone = Phrase("This is no phone number.", "এটি কোনো ফোন নম্বর নয়।")
    private static let badMail = Phrase("This is no e-mail address.", "এটি কোনো ই-মেইল ঠিকানা নয়।")
    private static let noSuchSeat = Phrase("The train has no such seat.", "এই ট্রেনে এমন কোনো আসন নেই।")
    private static let badProvider = Phrase(
        "One cannot pay that way here.", "এখানে এভাবে মূল্য পরিশোধ করা যায় না।")
    private static let paymentRefused = Phrase(
        "The payment was refused. No money was taken.", "পরিশোধ প্রত্যাখ্যাত হয়েছে। কোনো টাকা নেওয়া হয়নি।")
    private static let paymentInReview = Phrase(
        "The payment is being looked at.", "পরিশোধটি যাচাই করা হচ্ছে।")
    private static let paymentNotTaken = Phrase(
        "The payment was not accepted. The money goes back.", "পরিশোধ গৃহীত হয়নি। টাকা ফেরত যাবে।")
    private static let paymentFailed = Phrase("The payment did not succeed.", "পরিশোধ সফল হয়নি।")

    private static let refusals: [String: Phrase] = [
        "seat_taken": Phrase(
            "Somebody was faster. Choose other seats.", "অন্য কেউ আগে নিয়েছেন। অন্য আসন বাছাই করুন।"),
        "sold_out": Phrase("There are no seats left.", "আর কোনো আসন নেই।"),
        "hold_expired": .holdOver,
        "sale_not_open": Phrase(
            "Seats of this train are not on sale yet.", "এই ট্রেনের আসন এখনো বিক্রির জন্য ছাড়া হয়নি।"),
        "trip_departed": Phrase("This train has left.", "এই ট্রেন ছেড়ে গেছে।"),
        "account_limit": Phrase(
            "Your account has as many seats for this day as one may have.",
            "এই দিনের জন্য আপনার অ্যাকাউন্টে সর্বোচ্চ সংখ্যক আসন নেওয়া হয়েছে।"),
        "hold_extended": Phrase("The time was extended before.", "সময় আগেই একবার বাড়ানো হয়েছে।"),
        "hold_ordered": Phrase(
            "These seats have an order already: see your orders.", "এই আসনগুলোর অর্ডার আছে: আপনার অর্ডার দেখুন।"),
        "hold_sold": Phrase(
            "These seats are sold already: see your orders.", "এই আসনগুলো বিক্রি হয়ে গেছে: আপনার অর্ডার দেখুন।"),
        "order_state": Phrase(
            "The order has changed meanwhile. Look at it again.", "অর্ডারটি এর মধ্যে বদলেছে। আবার দেখুন।"),
        "order_not_payable": Phrase(
            "This order does not wait for payment.", "এই অর্ডার মূল্য পরিশোধের অপেক্ষায় নেই।"),
        "too_many_payments": Phrase(
            "Payment of this order was begun too often.", "এই অর্ডারের পরিশোধ অনেকবার শুরু করা হয়েছে।"),
        "ticket_used": Phrase(
            "A ticket of this order was used already, so it cannot be given back.",
            "এই অর্ডারের একটি টিকিট ব্যবহার হয়ে গেছে, তাই ফেরত নেওয়া যাবে না।"),
        "already_waiting": Phrase(
            "You wait for this train already.", "আপনি এই ট্রেনের অপেক্ষমাণ তালিকায় আছেন।"),
        "waitlist_full": Phrase("This waitlist is full.", "এই অপেক্ষমাণ তালিকা পূর্ণ।"),
        "offer_taken": Phrase(
            "You have taken this offer already: see your orders.", "আপনি এটি নিয়ে ফেলেছেন: আপনার অর্ডার দেখুন।"),
        "quota_exceeded": .tooOftenText,
        "idempotency_key_in_progress": Phrase(
            "This is being done already. Look again in a moment.", "এটি ইতিমধ্যে চলছে। একটু পরে আবার দেখুন।"),
        "idempotency_key_reused": Phrase(
            "This form was sent before with something else in it. Begin again.",
            "এই ফর্ম আগে অন্য তথ্যসহ পাঠানো হয়েছে। আবার শুরু করুন।"),
    ]
}

/// What the services refuse, in the words of the site; by the code of the problem.
extension Phrase {
    /// The phrase of a code that visitors meet; nil for others.
    static func refusal(_ code: String) -> Phrase? { refusals[code] }

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

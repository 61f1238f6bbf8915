/// What the pages of passengers, orders and payment say.
extension Phrase {
    static let passengersTitle = Phrase("Who travels?", "কে যাত্রা করবেন?")
    static let heldUntil = Phrase("These seats are held for you until %1.", "%1 পর্যন্ত এই আসনগুলো আপনার জন্য রাখা আছে।")
    static let timeLeft = Phrase("Time left: %1", "বাকি সময়: %1")
    static let moreTime = Phrase("Take five more minutes", "আরও পাঁচ মিনিট নিন")
    static let releaseSeats = Phrase("Give the seats back", "আসন ফেরত দিন")
    static let holdOver = Phrase(
        "The time for these seats is over. Choose seats again.", "এই আসনগুলোর সময় শেষ। আবার আসন বাছাই করুন।")
    static let seatLabel = Phrase("Seat %1", "আসন %1")
    static let passengerName = Phrase("Full name", "পূর্ণ নাম")
    static let documentNumber = Phrase("Number of identity card (optional)", "পরিচয়পত্রের নম্বর (ঐচ্ছিক)")
    static let contactTitle = Phrase("Where do we send the tickets?", "টিকিট কোথায় পাঠাব?")
    static let phone = Phrase("Phone number", "ফোন নম্বর")
    static let email = Phrase("E-mail address", "ই-মেইল ঠিকানা")
    static let toPayment = Phrase("Go on to payment", "মূল্য পরিশোধে যান")
    static let needsName = Phrase("Every passenger needs a name.", "প্রত্যেক যাত্রীর নাম দিতে হবে।")
    static let needsContact = Phrase(
        "Give a phone number or an e-mail address.", "ফোন নম্বর অথবা ই-মেইল ঠিকানা দিন।")

    static let orderTitle = Phrase("Your order", "আপনার অর্ডার")
    static let orderPending = Phrase("Waiting for payment", "মূল্য পরিশোধের অপেক্ষায়")
    static let orderConfirmed = Phrase("Paid and confirmed", "পরিশোধিত ও নিশ্চিত")
    static let orderLapsed = Phrase("Not paid in time", "সময়মতো পরিশোধ হয়নি")
    static let orderFailed = Phrase(
        "The seats were gone; your money comes back", "আসন আর ছিল না; আপনার টাকা ফেরত আসছে")
    static let orderCancelled = Phrase("Cancelled", "বাতিল")
    static let payUntil = Phrase("Pay until %1, or the seats go back.", "%1-এর মধ্যে পরিশোধ করুন, নইলে আসন ফেরত যাবে।")
    static let payWith = Phrase("How do you want to pay?", "কীভাবে মূল্য পরিশোধ করবেন?")
    static let payTestBank = Phrase("Test bank (no real money)", "পরীক্ষামূলক ব্যাংক (আসল টাকা নয়)")
    static let payCards = Phrase(
        "Cards, mobile money and banks (SSLCommerz)", "কার্ড, মোবাইল ব্যাংকিং ও ব্যাংক (SSLCommerz)")
    static let payNow = Phrase("Pay %1", "%1 পরিশোধ করুন")
    static let payTitle = Phrase("On to the payment page", "পরিশোধের পাতায় যাচ্ছি")
    static let payText = Phrase(
        "You are sent to the provider's page. If nothing happens, follow this link.",
        "আপনাকে প্রতিষ্ঠানের পাতায় পাঠানো হচ্ছে। কিছু না হলে এই লিংকে যান।")
    static let payLink = Phrase("Go to the payment page", "পরিশোধের পাতায় যান")
    static let payChecking = Phrase(
        "We are waiting for word of your payment. This page looks again by itself.",
        "আপনার পরিশোধের খবরের অপেক্ষা করছি। পাতাটি নিজে থেকেই আবার দেখবে।")
    static let total = Phrase("Total", "মোট")
    static let refundedAmount = Phrase("Given back", "ফেরত")
    static let passengers = Phrase("Passengers", "যাত্রী")
    static let journey = Phrase("Journey", "যাত্রা")
    static let ticketsTitle = Phrase("Your tickets", "আপনার টিকিট")
    static let ticketsComing = Phrase(
        "Your tickets are being made. This page looks again by itself.",
        "আপনার টিকিট তৈরি হচ্ছে। পাতাটি নিজে থেকেই আবার দেখবে।")
    static let ticketCode = Phrase("Code of the ticket for seat %1", "আসন %1-এর টিকিটের কোড")
    static let ticketPDF = Phrase("Save as PDF", "পিডিএফ হিসেবে রাখুন")
    static let keepTickets = Phrase(
        "Save your tickets now: your turn ends with this page, so that the next person can come in.",
        "এখনই টিকিট রেখে দিন: এই পাতার সঙ্গে আপনার পালা শেষ হবে, যাতে পরের জন আসতে পারেন।")
    static let mailedTickets = Phrase("We also send them to %1.", "এগুলো %1 ঠিকানায়ও পাঠানো হচ্ছে।")
    static let cancelOrder = Phrase("Cancel this order", "এই অর্ডার বাতিল করুন")
    static let cancelHelp = Phrase(
        "The seats go back, and you get back what the rules say.",
        "আসন ফেরত যাবে, এবং নিয়ম অনুযায়ী টাকা ফেরত পাবেন।")
    static let earlierTurn = Phrase(
        "This order was begun in an earlier turn and can only be paid in that one. Its seats go back at %1. "
            + "Cancel it to have them back at once, and choose seats again.",
        "এই অর্ডার আগের একটি পালায় শুরু হয়েছিল, শুধু সেই পালাতেই পরিশোধ করা যেত। %1-এ আসন ফেরত যাবে। "
            + "এখনই ফেরত পেতে অর্ডারটি বাতিল করুন, তারপর আবার আসন বাছাই করুন।")
    static let noRefundAfterLeaving = Phrase(
        "The train has left: the order cannot be cancelled any more, and nothing is given back.",
        "ট্রেন ছেড়ে গেছে: অর্ডার আর বাতিল করা যাবে না, এবং কোনো টাকা ফেরত পাওয়া যাবে না।")
    static let finish = Phrase("I am done", "আমার কাজ শেষ")
    static let finishHelp = Phrase(
        "Ends your turn, so that the next person can come in.", "আপনার পালা শেষ করে, যাতে পরের জন আসতে পারেন।")
    static let ordersTitle = Phrase("Your orders", "আপনার অর্ডারসমূহ")
    static let ordersEmpty = Phrase("You have not ordered anything yet.", "আপনি এখনো কিছু অর্ডার করেননি।")
    static let showOrder = Phrase("Show", "দেখুন")
    static let orderOf = Phrase("Order of %1", "%1 তারিখের অর্ডার")
}

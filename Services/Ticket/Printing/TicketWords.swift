/// The words that stand on every ticket.
enum TicketWords {
    static let eTicket = BilingualText(en: "E-TICKET", bn: "ই-টিকিট")
    static let train = BilingualText(en: "Train", bn: "ট্রেন")
    static let from = BilingualText(en: "From", bn: "প্রারম্ভিক স্টেশন")
    static let to = BilingualText(en: "To", bn: "গন্তব্য")
    static let date = BilingualText(en: "Date of journey", bn: "যাত্রার তারিখ")
    static let coach = BilingualText(en: "Coach", bn: "কোচ")
    static let seat = BilingualText(en: "Seat", bn: "আসন")
    static let seatClass = BilingualText(en: "Class", bn: "শ্রেণি")
    static let passenger = BilingualText(en: "Passenger", bn: "যাত্রী")
    static let document = BilingualText(en: "Document", bn: "পরিচয়পত্র")
    static let fare = BilingualText(en: "Fare", bn: "ভাড়া")
    static let paid = BilingualText(en: "Paid", bn: "পরিশোধিত")
    static let scan = BilingualText(en: "Scan at the gate", bn: "প্রবেশপথে স্ক্যান করুন")
    static let ticketNumber = BilingualText(en: "Ticket", bn: "টিকিট নম্বর")
    static let orderNumber = BilingualText(en: "Order", bn: "অর্ডার নম্বর")
    static let issued = BilingualText(en: "Issued", bn: "ইস্যুর সময়")
    static let hours = BilingualText(en: "h", bn: "ঘণ্টা")
    static let minutes = BilingualText(en: "min", bn: "মিনিট")
    static let terms = BilingualText(
        en: "Valid for this train, date, seat and passenger only. Carry the document named above. "
            + "The symbol can be checked without a network; a copy that was used before is refused.",
        bn: "শুধু এই ট্রেন, তারিখ, আসন ও যাত্রীর জন্য প্রযোজ্য। উপরের পরিচয়পত্র সঙ্গে রাখুন। "
            + "কিউআর কোড ইন্টারনেট ছাড়াই যাচাই করা যায়; আগে ব্যবহৃত কপি গ্রহণ করা হবে না।")
}

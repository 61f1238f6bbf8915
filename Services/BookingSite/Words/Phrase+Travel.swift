/// What the pages of searching and choosing seats say.
extension Phrase {
    static let searchTitle = Phrase("Where do you want to go?", "আপনি কোথায় যেতে চান?")
    static let chooseStation = Phrase("Choose a station", "স্টেশন বাছাই করুন")
    static let showTrains = Phrase("Show trains", "ট্রেন দেখুন")
    static let sameStations = Phrase(
        "Choose two different stations.", "দুটি আলাদা স্টেশন বাছাই করুন।")
    static let badDate = Phrase("Choose a day that can be booked.", "এমন দিন বাছাই করুন যার টিকিট পাওয়া যায়।")
    static let resultsTitle = Phrase("Trains from %1 to %2", "%1 থেকে %2 যাওয়ার ট্রেন")
    static let noTrains = Phrase(
        "No train runs from %1 to %2 on this day.", "এই দিনে %1 থেকে %2 যাওয়ার কোনো ট্রেন নেই।")
    static let dayBefore = Phrase("Day before", "আগের দিন")
    static let dayAfter = Phrase("Day after", "পরের দিন")
    static let trainNumber = Phrase("Train %1", "ট্রেন %1")
    static let departs = Phrase("Departs", "ছাড়ে")
    static let arrives = Phrase("Arrives", "পৌঁছায়")
    static let freeSeats = Phrase("%1 seats free", "%1টি আসন খালি")
    static let oneFreeSeat = Phrase("1 seat free", "১টি আসন খালি")
    static let soldOut = Phrase("Sold out", "সব আসন বিক্রি হয়েছে")
    static let chooseSeats = Phrase("Choose seats", "আসন বাছাই করুন")
    static let waitForSeats = Phrase("Join the waitlist", "অপেক্ষমাণ তালিকায় যোগ দিন")
    static let perSeat = Phrase("%1 a seat", "প্রতি আসন %1")

    static let seatsTitle = Phrase("Choose your seats", "আপনার আসন বাছাই করুন")
    static let seatsHelp = Phrase(
        "Up to four seats. They are yours for five minutes once you take them.",
        "সর্বোচ্চ চারটি আসন। নেওয়ার পর পাঁচ মিনিট আপনার জন্য রাখা হবে।")
    static let coaches = Phrase("Coaches", "বগি")
    static let coach = Phrase("Coach %1", "বগি %1")
    static let coachWithFree = Phrase("Coach %1, %2 free", "বগি %1, %2টি খালি")
    static let seatFree = Phrase("Seat %1, free", "আসন %1, খালি")
    static let seatTaken = Phrase("Seat %1, taken", "আসন %1, বিক্রি হয়েছে")
    static let legendFree = Phrase("Free", "খালি")
    static let legendChosen = Phrase("Chosen", "বাছাই করা")
    static let legendTaken = Phrase("Taken", "বিক্রি হয়েছে")
    static let suggest = Phrase("Seats side by side", "পাশাপাশি আসন")
    static let suggestCount = Phrase("How many", "কয়টি")
    static let suggestButton = Phrase("Choose for me", "আমার হয়ে বাছাই করুন")
    static let noSuggestion = Phrase(
        "There are not that many seats side by side.", "পাশাপাশি এতগুলো আসন খালি নেই।")
    static let takeSeats = Phrase("Take these seats", "এই আসনগুলো নিন")
    static let logInToTake = Phrase(
        "You will be asked to log in first.", "আগে লগ ইন করতে বলা হবে।")
    static let chosenSeats = Phrase("%1 of 4 seats chosen", "৪টির মধ্যে %1টি আসন বাছাই হয়েছে")
    static let noneChosen = Phrase("Choose at least one seat.", "অন্তত একটি আসন বাছাই করুন।")
    static let tooManyChosen = Phrase("Choose at most four seats.", "সর্বোচ্চ চারটি আসন বাছাই করুন।")
    static let seatsWereTaken = Phrase(
        "Somebody was faster: %1 is taken. Choose another seat.",
        "অন্য কেউ আগে নিয়েছেন: %1 আর খালি নেই। অন্য আসন বাছাই করুন।")
    static let liveSeats = Phrase(
        "The plan follows what others take.", "অন্যরা আসন নিলে এখানে সঙ্গে সঙ্গে দেখা যাবে।")
    static let seatLost = Phrase("Seat %1 was just taken.", "আসন %1 এইমাত্র বিক্রি হয়েছে।")

    static let waitlistTitle = Phrase("Your places on waitlists", "অপেক্ষমাণ তালিকায় আপনার অবস্থান")
    static let waitlistEmpty = Phrase("You wait for nothing.", "আপনি কোনো তালিকায় নেই।")
    static let waitlistHelp = Phrase(
        "Seats that come back go to this list first, in its order, before anybody else sees them.",
        "ফেরত আসা আসন আগে এই তালিকার ক্রমানুসারে দেওয়া হয়, তার আগে কেউ দেখতে পায় না।")
    static let waitlistPlace = Phrase("Place %1", "অবস্থান %1")
    static let waitlistSeats = Phrase("%1 seats", "%1টি আসন")
    static let waitlistJoin = Phrase("Join", "যোগ দিন")
    static let waitlistLeave = Phrase("Leave the waitlist", "তালিকা ছাড়ুন")
    static let waitlistTake = Phrase("Take your seats", "আপনার আসন নিন")
    static let waiting = Phrase("Waiting", "অপেক্ষমাণ")
    static let offered = Phrase("Seats are held for you", "আপনার জন্য আসন রাখা আছে")
    static let taken = Phrase("Taken", "নেওয়া হয়েছে")
    static let over = Phrase("Over", "শেষ")
    static let noSeatsYet = Phrase("No fitting seats came back yet.", "উপযুক্ত আসন এখনো ফেরত আসেনি।")
}

/// Bodies of `ticket.issue` as booking writes them.
struct OrderSample {
    var order = "8e03978e-40d5-43e8-bc93-6894a57f9324"
    var account = "11111111-1111-4111-8111-111111111111"
    var language = "bn"
    var email = "rahima@example.org"
    var seats = ["KA-14", "KA-15"]
    var coach = "KA"
    var name = "রাহিমা খাতুন"
    var number = "701"
    var seatClass = "s_chair"
    var date = "2030-03-24"
    var departs = "2030-03-24T02:00:00+00:00"
    var arrives = "2030-03-24T07:25:00+00:00"
    var from = 0
    var price = 61_725

    var json: String {
        let passengers = seats.map { seat in
            """
            {"seat":{"coach":"\(coach)","label":"\(seat)","class":"\(seatClass)","number":13,\
            "class_name":{"en":"Shovan chair","bn":"শোভন চেয়ার"}},\
            "name":"\(name)","document":"1990123456789","price_minor":\(price)}
            """
        }
        return """
            {"order":"\(order)","account":"\(account)","admission":"s-1","language":"\(language)",\
            "contact":{"phone":"+8801711000000","email":"\(email)"},\
            "payment":"22222222-2222-4222-8222-222222222222","amount_minor":\(price * seats.count),\
            "currency":"BDT",\
            "trip":{"id":"701-\(date)","train_number":"\(number)","date":"\(date)",\
            "train_name":{"en":"Suborno Express","bn":"সুবর্ণ এক্সপ্রেস"}},\
            "from":{"id":"DHK","index":\(from),"departs":"\(departs)","name":{"en":"Dhaka","bn":"ঢাকা"}},\
            "to":{"id":"CTG","index":5,"arrives":"\(arrives)","name":{"en":"Chattogram","bn":"চট্টগ্রাম"}},\
            "passengers":[\(passengers.joined(separator: ","))]}
            """
    }
}

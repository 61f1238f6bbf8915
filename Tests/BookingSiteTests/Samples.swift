import Contracts

@testable import BookingSite

/// Models as the services answer them, with texts that would be dangerous if a page forgot to escape them.
enum Samples {
    static let evil = #"<script>alert("x")</script>'&"#

    static let stations = [
        StationModel(
            id: "DHA", name: LocalizedName(en: "Dhaka", bn: "ঢাকা"), latitude: 23.7, longitude: 90.4),
        StationModel(
            id: "CTG", name: LocalizedName(en: "Chattogram", bn: "চট্টগ্রাম"), latitude: 22.3, longitude: 91.8),
    ]

    static func stop(_ station: Int, index: Int, at minutes: Int64) -> StopModel {
        let time = Timestamp(milliseconds: 1_796_000_400_000 + minutes * 60_000)
        return StopModel(
            station: stations[station].id, name: stations[station].name, index: index, arrives: time,
            departs: time)
    }

    static let trip = TripModel(
        id: "701-2026-11-30", trainNumber: "701",
        trainName: LocalizedName(en: "Suborno", bn: "সুবর্ণ"), date: "2026-11-30",
        stops: [stop(0, index: 0, at: 0), stop(1, index: 3, at: 320)])

    static let summary = TripSummary(
        id: trip.id, trainNumber: trip.trainNumber, trainName: trip.trainName, date: trip.date,
        from: trip.stops[0], to: trip.stops[1],
        classes: [
            ClassModel(
                code: "chair", name: LocalizedName(en: "Chair", bn: "চেয়ার"), free: 3, seats: 4,
                fare: Money(minor: 40_500)),
            ClassModel(
                code: "berth", name: LocalizedName(en: "Berth", bn: "বার্থ"), free: 0, seats: 2,
                fare: Money(minor: 123_456_00)),
        ])

    static func seat(_ number: Int, isFree: Bool) -> SeatMap.Coach.Seat {
        SeatMap.Coach.Seat(
            label: "KA-\(number)", number: number, row: (number - 1) / 2, column: (number - 1) % 2 * 2,
            isFree: isFree)
    }

    static let map = SeatMap(
        trip: trip.id, from: "DHA", to: "CTG", version: "v1",
        coaches: [
            SeatMap.Coach(
                label: "KA", name: LocalizedName(en: "KA", bn: "ক"), classCode: "chair",
                fare: Money(minor: 40_500), columns: 3,
                seats: [
                    seat(1, isFree: true), seat(2, isFree: false), seat(3, isFree: true),
                    seat(4, isFree: true),
                ]),
            SeatMap.Coach(
                label: "KHA", name: LocalizedName(en: "KHA", bn: "খ"), classCode: "berth",
                fare: Money(minor: 90_000), columns: 1,
                seats: [
                    SeatMap.Coach.Seat(label: "KHA-1", number: 1, row: 0, column: 0, isFree: false)
                ]),
        ])

    static func hold(isExtended: Bool = false) -> HoldModel {
        HoldModel(
            id: "h1", trip: trip.id, from: "DHA", to: "CTG", seats: ["KA-1", "KA-3"], status: "held",
            expiresAt: Timestamp(milliseconds: 4_000_000_000_000), fencing: 1,
            amount: Money(minor: 81_000), isExtended: isExtended)
    }

    static func order(_ status: String, tickets: [String] = []) -> OrderModel {
        OrderModel(
            id: "o1", status: status, hold: "h1", trip: summary,
            passengers: [
                OrderModel.Passenger(seat: "KA-1", name: evil, fare: Money(minor: 40_500)),
                OrderModel.Passenger(seat: "KA-3", name: "রহিমা", fare: Money(minor: 40_500)),
            ],
            contact: OrderRequest.Contact(phone: nil, email: "a@b.example", language: .bangla),
            amount: Money(minor: 81_000), refunded: Money(minor: 0),
            expiresAt: status == "pending" ? Timestamp(milliseconds: 1_796_000_700_000) : nil,
            tickets: tickets, createdAt: Timestamp(milliseconds: 1_796_000_000_000))
    }

    static func ticket(_ id: String) -> TicketModel {
        TicketModel(
            id: id, order: "o1", status: "valid", code: "GT1:X", trainNumber: "701",
            trainName: trip.trainName, date: "2026-11-30", from: trip.stops[0], to: trip.stops[1],
            seat: "KA-1", classCode: "chair", passenger: evil, fare: Money(minor: 40_500))
    }

    static func frame(_ language: Language) -> PageFrame {
        PageFrame(words: Words(language), address: "/trips?a=\"b", isLoggedIn: true)
    }

    /// Every page of the site in one language.
    static func pages(_ language: Language) -> [SitePage] {
        let frame = frame(language)
        let day = CivilDate(days: 20_787)
        let search = SearchPage(
            stations: stations, from: "DHA", to: "CTG", date: day, bookable: day...day.adding(days: 9),
            notice: evil)
        let entry = WaitlistModel(
            id: "w1", trip: trip.id, from: "DHA", to: "CTG", classCode: "chair", count: 2,
            status: "waiting", place: 12, createdAt: Timestamp(milliseconds: 0))
        let tickets = [OrderPage.Ticket(model: ticket("t1"), image: "AA==", document: "BB==")]
        return [
            search.page(frame),
            ResultsPage(search: search, from: stations[0], to: stations[1], trips: [summary]).page(frame),
            SeatPage(
                trip: summary, map: map, classCode: nil, coachLabel: nil, chosen: ["KA-3"], formKey: "k",
                isLoggedIn: false, notice: evil
            ).page(frame),
            PassengersPage(
                hold: hold(), trip: summary, typed: ["name0": evil], formKey: "k",
                now: Timestamp(milliseconds: 0)
            ).page(frame),
            OrderPage(order: order("pending"), providers: ["mock", "sslcommerz"], formKey: "k").page(frame),
            OrderPage(
                order: order("confirmed", tickets: ["t1"]), tickets: tickets, endsTurn: true, formKey: "k"
            )
            .page(frame),
            OrdersPage(orders: [order("lapsed"), order("confirmed")]).page(frame),
            PaymentPage(url: "https://pay.example/p?a=1&b=2").page(frame),
            WaitlistPage(entries: [WaitlistPage.Entry(model: entry, trip: summary)]).page(frame),
            LoginPage(login: evil, wayBack: "/orders", notice: evil).page(frame),
            RegisterPage(name: evil, wayBack: "/", formKey: "k").page(frame),
            CodePage(
                purpose: .registration, challenge: "c", to: evil, expiresAt: Timestamp(milliseconds: 0),
                wayBack: "/"
            ).page(frame),
            MessagePage(title: .busyTitle, text: .busyText, detail: evil, status: 503).page(frame),
        ]
    }
}

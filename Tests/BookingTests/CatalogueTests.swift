import Contracts
import Foundation
import Postgres
import ServiceKit
import ServiceTestKit
import TestKit
import Testing

@testable import Booking

@Suite("What can be bought") struct CatalogueTests {
    static func model<Value: Decodable>(_ response: RawResponse) throws -> Value {
        try #require(response.status == 200, "\(response.status): \(response.text)")
        return try WireJSON.decode(Value.self, from: response.body)
    }

    @Test("a role that ends gives up the day that it makes, and does not warn of it")
    func endsWhileMaking() async throws {
        let house = try await CatalogueHouse(days: 60)
        #expect(try house.settle { try house.sql("SELECT count(*) > 0 FROM booking.trip") == "t" })
        house.service.stop()
        #expect(try house.sql("SELECT count(DISTINCT date) < 61 FROM booking.trip") == "t")
        #expect(house.service.log.lines.filter { $0.contains("catalogue_not_read") } == [])
    }

    @Test("the days of the sale are made one by one, with their stops, coaches and seats")
    func days() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        #expect(try house.sql("SELECT count(DISTINCT date) FROM booking.trip") == "3")
        let trip = "701-" + (try house.day(1))
        #expect(
            try house.sql(
                """
                SELECT count(*), min(number), max(number), count(DISTINCT label),
                    string_agg(DISTINCT class, ',') FROM booking.seat WHERE trip = '\(trip)'
                """) == "16|0|15|16|best,chair")
        #expect(
            try house.sql("SELECT label FROM booking.seat WHERE trip = '\(trip)' AND number = 6") == "KHA-1")
        #expect(
            try house.sql(
                """
                SELECT to_char(arrives_at AT TIME ZONE 'Asia/Dhaka', 'YYYY-MM-DD HH24:MI')
                FROM booking.trip WHERE id = '702-\(try house.day(0))'
                """) == "\(try house.day(1)) 01:30")
        // Asking again makes nothing.
        #expect(try house.sql("SELECT booking.make_sale(2)") == "0")
    }

    @Test("Before anything is on sale a question is answered 503, not that there is nothing")
    func before() async throws {
        let house = try await CatalogueHouse(hasTimetable: false)
        let day = try house.day(1)
        for path in ["/api/stations", "/api/trips?from=A&to=B&date=\(day)", "/api/trips/701-\(day)"] {
            let answer = try house.get(path)
            #expect(answer.status == 503, "\(path)")
            #expect(answer.field("retry-after") != nil)
        }
    }

    @Test("the same files change nothing; other ones change names and later days, and leave what is sold")
    func again() async throws {
        let house = try await CatalogueHouse(days: 0)
        try house.waitForTrips(2)
        let database = house.database
        var files = SampleFeed.small
        let same = try TimetableTests.read(files)
        files["stops.txt"] = files["stops.txt"]?.replacing("Alpha", with: "Alfa")
        files["coaches.csv"] = files["coaches.csv"]?.replacing("best,wide", with: "best,short")
        files["classes.csv"] = "class_id,rank,name_en,name_bn\nchair,1,Chair,চেয়ার\nbest,2,Best,সেরা\n"
        let other = try TimetableTests.read(files)
        let outcomes = try await CatalogueHouse.onPool(database) { pool in
            [
                try await TimetableImport.run(same, digest: "small", days: 0, on: pool),
                try await TimetableImport.run(other, digest: "other", days: 1, on: pool),
            ]
        }
        #expect(outcomes[0] == .init(isChanged: false, trips: 0))
        #expect(outcomes[1].isChanged && outcomes[1].trips == 2)
        #expect(try house.sql("SELECT name_en FROM booking.station WHERE id = 'A'") == "Alfa")
        #expect(try house.sql("SELECT id FROM booking.class ORDER BY rank LIMIT 1") == "chair")
        let count = "SELECT count(*) FROM booking.seat WHERE trip = '701-"
        #expect(try house.sql(count + (try house.day(0)) + "'") == "16")
        #expect(try house.sql(count + (try house.day(1)) + "'") == "12")
    }

    @Test("two processes make a day at once, and it is made once")
    func race() async throws {
        let house = try await CatalogueHouse(days: 0)
        try house.waitForTrips(2)
        let database = house.database
        let made = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await CatalogueHouse.onPool(database) { pool in
                        try await pool.query("SELECT booking.make_sale(1)").only().int(0)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(made.sorted() == [0, 0, 0, 2])
    }

    @Test("stations, a trip and a search read as their models do, with an ETag")
    func reading() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        let stations: StationList = try Self.model(house.get("/api/stations"))
        #expect(stations.stations.map(\.id) == ["A", "B", "D", "C"])
        #expect(stations.stations[0].name.bn == "আলফা")
        let day = try house.day(1)
        let trip: TripModel = try Self.model(house.get("/api/trips/701-\(day)"))
        #expect(trip.trainNumber == "701" && trip.date == day && trip.trainName.bn == "এক্সপ্রেস")
        #expect(trip.stops.map(\.station) == ["A", "B", "C", "D"])
        #expect(trip.stops[0].arrives == nil && trip.stops[3].departs == nil)
        #expect(trip.stops[1].name.en == "Beta, town")
        let answer = try house.get("/api/trips?from=B&to=D&date=\(day)")
        let list: TripList = try Self.model(answer)
        let found = try #require(list.trips.first)
        #expect(list.trips.count == 1 && found.id == "701-\(day)")
        #expect(found.from == trip.stops[1] && found.to == trip.stops[3])
        #expect(found.classes.map(\.code) == ["best", "chair"])
        #expect(found.classes.map(\.free) == [10, 6] && found.classes.map(\.seats) == [10, 6])
        // 100 km at 3.00 and 50.00 to begin with; at 1.00 and 10.00.
        #expect(found.classes.map(\.fare.text) == ["350.00", "110.00"])
        let tag = try #require(answer.field("etag"))
        let same = try house.get(
            "/api/trips?from=B&to=D&date=\(day)", fields: ["If-None-Match: \(tag)"])
        #expect(same.status == 304 && same.body.isEmpty && same.field("etag") == tag)
    }

    @Test("a search is by the day on which people board, and only for what has not left")
    func boarding() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        let (today, tomorrow) = (try house.day(0), try house.day(1))
        let night: TripList = try Self.model(house.get("/api/trips?from=D&to=A&date=\(tomorrow)"))
        #expect(night.trips.map(\.id) == ["702-\(tomorrow)"])
        try house.sql(
            """
            UPDATE booking.trip_stop SET departs_at = now() - interval '1 min',
                arrives_at = now() - interval '1 min' WHERE trip = '701-\(today)' AND station = 'A'
            """)
        let index = try await CatalogueHouse.onPool(house.database) { pool in
            try await TripIndexReader(pool: pool).read(known: .empty)
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        #expect(index.trips(from: "A", to: "B", day: today, now: now).isEmpty)
        #expect(index.trips(from: "B", to: "A", day: today, now: 0).isEmpty)
        #expect(index.trips(from: "A", to: "B", day: tomorrow, now: now).count == 1)
    }

    @Test("what is no question is refused, and nothing is told without an admission")
    func refusals() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        let day = try house.day(1)
        for (path, status) in [
            ("/api/trips", 400), ("/api/trips?from=A&to=D", 400),
            ("/api/trips?from=A&to=D&date=\(day)x", 400),
            ("/api/trips?from=A&to=Z&date=\(day)", 400), ("/api/trips?from=A&to=A&date=\(day)", 400),
            ("/api/trips?from=A&to=D&date=2026-02-30", 400), ("/api/trips/none", 404),
            ("/api/trips/none/seats?from=A&to=D", 404), ("/api/trips/701-\(day)/seats", 400),
            ("/api/trips/701-\(day)/seats?from=D&to=A", 400), ("/api/trips/none/seats/events", 404),
            ("/api/trips/701-\(day)/seats/suggestions?from=A&to=D&count=5", 400),
            ("/api/trips/701-\(day)/seats/suggestions?from=A&to=D&class=x", 400),
        ] {
            let answer = try house.get(path)
            #expect(answer.status == status, "\(path): \(answer.text)")
        }
        let paths = [
            "/api/stations", "/api/trips?from=A&to=D&date=\(day)", "/api/trips/701-\(day)",
            "/api/trips/701-\(day)/seats?from=A&to=D", "/api/trips/701-\(day)/seats/events",
            "/api/trips/701-\(day)/seats/suggestions?from=A&to=D",
        ]
        for path in paths { #expect(try house.service.send("GET", path).status == 403, "\(path)") }
    }

    @Test("a hold shows within two seconds, in counts and on the map, on its legs and on no other")
    func truth() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        let day = try house.day(1)
        let path = "/api/trips/701-\(day)/seats"
        let whole: SeatMap = try Self.model(house.get("\(path)?from=A&to=D"))
        #expect(whole.coaches.map(\.label) == ["KA", "KHA"] && whole.coaches.map(\.columns) == [5, 6])
        #expect(whole.coaches[0].name.bn == "ক")
        #expect(whole.coaches.flatMap(\.seats).allSatisfy { $0.isFree })
        let hold = try house.service.send(
            "POST", "/api/holds", admission: house.trust.admission(), user: house.trust.user(), key: "h",
            json: #"{"trip":"701-\#(day)","from":"B","to":"C","seats":["KA-2","KHA-1"]}"#)
        #expect(hold.status == 201, "\(hold.text)")
        func taken(_ from: String, _ to: String) throws -> [String] {
            let map: SeatMap = try Self.model(house.get("\(path)?from=\(from)&to=\(to)"))
            return map.coaches.flatMap(\.seats).filter { !$0.isFree }.map(\.label)
        }
        #expect(try house.settle { try taken("A", "D") == ["KA-2", "KHA-1"] })
        #expect(try taken("B", "C") == ["KA-2", "KHA-1"])
        let (before, after) = (try taken("A", "B"), try taken("C", "D"))
        #expect(before.isEmpty && after.isEmpty)
        let list: TripList = try Self.model(house.get("/api/trips?from=A&to=C&date=\(day)"))
        #expect(list.trips.first?.classes.map(\.free) == [9, 5])
        let apart: TripList = try Self.model(house.get("/api/trips?from=C&to=D&date=\(day)"))
        #expect(apart.trips.first?.classes.map(\.free) == [10, 6])
        let pair: SeatSuggestions = try Self.model(
            house.get("\(path)/suggestions?from=A&to=D&count=2&class=chair"))
        #expect(pair.suggestions.first == ["KA-3", "KA-4"])
    }

    @Test("without Redis the database answers, and without both what was known a moment ago")
    func away() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        let day = try house.day(1)
        let path = "/api/trips/701-\(day)/seats?from=A&to=D"
        house.redis.kill()
        let map: SeatMap = try Self.model(house.get(path))
        #expect(map.coaches.count == 2)
        try PrivatePostgres.shared().command(
            """
            ALTER DATABASE \(house.database) ALLOW_CONNECTIONS false;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(house.database)'
            """)
        #expect(try house.get(path).status == 200)
        let unknown = try house.get("/api/trips/702-\(day)/seats?from=D&to=A")
        #expect(unknown.status == 503 && unknown.field("retry-after") != nil)
    }

    @Test("who looks at a trip's seats is told which have changed, and looks once at first")
    func live() async throws {
        let house = try await CatalogueHouse()
        try house.waitForTrips(6)
        let day = try house.day(1)
        _ = try house.get("/api/trips/701-\(day)/seats?from=A&to=D")
        let client = try RawClient(port: house.service.port)
        try client.send(
            """
            GET /api/trips/701-\(day)/seats/events HTTP/1.1\r\nHost: b\r\n\
            X-Sluice-Admission: \(house.trust.admission())\r\n\r\n
            """)
        let head = try client.read(until: "\r\n\r\n")
        #expect(head.contains("text/event-stream"))
        let first = try client.read(until: "\"seats\":[]")
        #expect(first.contains("event: seats"))
        // The listener has said that it hears.
        _ = try client.read(until: "\"seats\":[]")
        for (key, seat) in [("a", "KA-3"), ("b", "KHA-2")] {
            let hold = try house.service.send(
                "POST", "/api/holds", admission: house.trust.admission(), user: house.trust.user(), key: key,
                json: #"{"trip":"701-\#(day)","from":"A","to":"B","seats":["\#(seat)"]}"#)
            #expect(hold.status == 201)
        }
        let event = try client.read(until: "]")
        #expect(event.contains(#"{"seats":["KA-3","KHA-2"]"#))
        #expect(try client.read(until: "\n\n").contains(#""trip":"701-\#(day)""#))
    }
}

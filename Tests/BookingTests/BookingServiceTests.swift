import Booking
import Postgres
import ServiceTestKit
import TestKit
import Testing

@Suite("The booking service over HTTP") struct BookingServiceTests {
    @Test("a purchase, from the hold to the money back") func purchase() async throws {
        let house = try await BookingHouse()
        let made = try house.ask(
            "POST", "/api/holds", json: BookingHouse.hold(["KA-2", "KA-1"], from: "s2", to: "s6"), key: "a")
        #expect(made.status == 201, "\(made.text)")
        let hold = try BookingHouse.object(made)
        let id = try #require(hold["id"] as? String)
        #expect(hold["seats"] as? [String] == ["KA-1", "KA-2"])
        #expect(hold["amount"] as? String == "400.00" && hold["currency"] as? String == "BDT")
        #expect(hold["status"] as? String == "held" && hold["is_extended"] as? Bool == false)
        let look = try BookingHouse.object(house.ask("GET", "/api/holds/\(id)"))
        #expect(look["expires_at"] as? String == hold["expires_at"] as? String)
        #expect(look["fencing"] as? Int == hold["fencing"] as? Int)

        let order = try house.ask(
            "POST", "/api/orders", json: BookingHouse.order(id, ["KA-2", "KA-1"]), key: "b")
        #expect(order.status == 201, "\(order.text)")
        let number = try #require(BookingHouse.object(order)["id"] as? String)
        let second = try house.ask(
            "POST", "/api/orders", json: BookingHouse.order(id, ["KA-1", "KA-2"]), key: "c")
        #expect(second.status == 409 && second.text.contains("hold_ordered"))

        try house.sql(
            """
            INSERT INTO payment.payment (id, order_id, amount) VALUES (gen_random_uuid(), '\(number)', 40000);
            SELECT event.put('booking.confirm', id::text, '{"currency": "BDT"}') FROM payment.payment;
            """)
        let confirmed = try house.wait(for: "/api/orders/\(number)", status: "confirmed")
        let order5 = try #require(PostgresUUID(number))
        #expect(confirmed["tickets"] as? [String] == ["KA-1", "KA-2"].map { uuid5(order5, $0).description })
        #expect(try house.ask("DELETE", "/api/holds/\(id)").status == 409)
        let list = try house.ask("GET", "/api/orders")
        #expect(list.text.contains(number) && list.text.contains("স্টেশন 2"))

        let back = try house.ask("POST", "/api/orders/\(number)/cancel", key: "d")
        #expect(back.status == 200, "\(back.text)")
        #expect(try BookingHouse.object(back)["refunded"] as? String == "360.00")
        #expect(try house.sql("SELECT cause, amount FROM payment.refund") == "cancel|36000")
        let again = try house.ask("POST", "/api/orders/\(number)/cancel", key: "d")
        #expect(again.body == back.body && again.field("idempotent-replayed") == "true")
        #expect(try house.ask("POST", "/api/orders/\(number)/cancel", key: "e").status == 409)
    }

    @Test("who is refused a seat is told which, and why") func refusals() async throws {
        let house = try await BookingHouse()
        let hold = BookingHouse.hold(["KA-1", "KA-2"])
        #expect(try house.ask("POST", "/api/holds", json: hold, key: "a").status == 201)
        let taken = try house.ask(
            "POST", "/api/holds", json: BookingHouse.hold(["KA-3", "KA-2"]), key: "b",
            account: BookingHouse.karim)
        #expect(taken.status == 409)
        let problem = try BookingHouse.object(taken)
        #expect(problem["code"] as? String == "seat_taken")
        let errors = problem["errors"] as? [[String: String]]
        #expect(errors == [["pointer": "#/seats/1", "detail": "KA-2 is taken"]])
        for (body, status) in [
            (BookingHouse.hold(["KA-9"], trip: "T-2"), 404), (BookingHouse.hold(["KA-99"]), 422),
            (BookingHouse.hold(["KA-9"], from: "s5", to: "s5"), 422), (BookingHouse.hold([]), 422),
            (BookingHouse.hold(["KA-9"], from: "s6", to: "s5"), 422),
            (BookingHouse.hold(["KA-9", "KA-9"]), 422), (#"{"trip":"T-1"}"#, 400), ("{", 400),
            (BookingHouse.hold(["KA-5", "KA-6", "KA-7", "KA-8", "KA-9"]), 422),
        ] {
            let answer = try house.ask("POST", "/api/holds", json: body, key: "c")
            #expect(answer.status == status, "\(body): \(answer.text)")
        }
        #expect(try house.ask("POST", "/api/holds", json: hold).status == 400, "no key")
        #expect(try house.service.send("POST", "/api/holds", fields: [], body: hold).status == 403)
        let over = try house.ask(
            "POST", "/api/holds", json: BookingHouse.hold(["KA-3", "KA-4", "KA-5"]), key: "d")
        #expect(over.status == 409 && over.text.contains("account_limit"), "\(over.text)")
    }

    @Test("what is another's, or another session's, is not there") func others() async throws {
        let house = try await BookingHouse()
        let made = try house.ask("POST", "/api/holds", json: BookingHouse.hold(["KA-1"]), key: "a")
        let id = try #require(BookingHouse.object(made)["id"] as? String)
        let order = BookingHouse.order(id, ["KA-1"])
        for (session, account) in [(UInt64(1), BookingHouse.karim), (2, BookingHouse.rahim)] {
            func status(_ method: String, _ path: String, _ json: String? = nil) throws -> Int {
                try house.ask(method, path, json: json, key: "k", session: session, account: account).status
            }
            #expect(try status("GET", "/api/holds/\(id)") == 404)
            #expect(try status("DELETE", "/api/holds/\(id)") == 404)
            #expect(try status("POST", "/api/holds/\(id)/extend") == 404)
            #expect(try status("POST", "/api/orders", order) == 404)
        }
        let mine = try house.ask("POST", "/api/orders", json: order, key: "o")
        let number = try #require(BookingHouse.object(mine)["id"] as? String)
        #expect(try house.ask("GET", "/api/orders/\(number)", session: 2).status == 200)
        #expect(try house.ask("GET", "/api/orders/\(number)", account: BookingHouse.karim).status == 404)
        let theft = try house.ask(
            "POST", "/api/orders/\(number)/cancel", key: "x", account: BookingHouse.karim)
        #expect(theft.status == 404)
        #expect(try house.ask("GET", "/api/holds/none").status == 404)
    }

    @Test("every write, five times at once under one key, has one effect and one answer") func twins()
        async throws
    {
        let house = try await BookingHouse()
        func once(_ path: String, _ json: String?, status: Int, key: String) throws -> [String: Any] {
            let answers = try house.askAtOnce(5, "POST", path, json: json, key: key)
            #expect(
                answers.map(\.status) == Array(repeating: status, count: 5), "\(path): \(answers[0].text)")
            #expect(Set(answers.map(\.text)).count == 1, "\(path)")
            #expect(answers.count { $0.field("idempotent-replayed") == "true" } == 4, "\(path)")
            let other = try house.ask("POST", path, json: json.map { " \($0)" } ?? "{}", key: key)
            #expect(other.status == 422, "\(path): \(other.text)")
            return try BookingHouse.object(answers[0])
        }
        let hold = try once("/api/holds", BookingHouse.hold(["KA-1"]), status: 201, key: "a")
        let id = try #require(hold["id"] as? String)
        let longer = try once("/api/holds/\(id)/extend", nil, status: 200, key: "b")
        #expect(longer["is_extended"] as? Bool == true)
        #expect(try house.ask("POST", "/api/holds/\(id)/extend", key: "c").status == 409)
        let order = try once("/api/orders", BookingHouse.order(id, ["KA-1"]), status: 201, key: "d")
        let number = try #require(order["id"] as? String)
        _ = try once("/api/orders/\(number)/cancel", nil, status: 200, key: "e")
        let wish = #"{"trip":"T-1","from":"s0","to":"s10","class_code":"snigdha","count":2}"#
        _ = try once("/api/waitlist", wish, status: 201, key: "f")
        #expect(
            try house.sql(
                """
                SELECT (SELECT count(*) FROM booking.hold WHERE status <> 'void'),
                    (SELECT count(*) FROM booking.booking_order), (SELECT count(*) FROM booking.waitlist)
                """) == "2|1|1")
    }

    @Test("an order takes names that can be read and contacts that can be reached, and says which it is")
    func contacts() async throws {
        let house = try await BookingHouse()
        let hold = try BookingHouse.object(
            house.ask("POST", "/api/holds", json: BookingHouse.hold(["KA-1"]), key: "h"))
        let id = try #require(hold["id"] as? String)
        func order(_ name: String, _ contact: String) throws -> RawResponse {
            let passengers = #"[{"seat":"KA-1","name":"\#(name)"}]"#
            let contact = #"{\#(contact),"language":"en"}"#
            return try house.ask(
                "POST", "/api/orders",
                json: #"{"hold":"\#(id)","passengers":\#(passengers),"contact":\#(contact)}"#,
                key: "\(name)\(contact)".utf8.reduce(into: "k") { $0 += "\($1)" }.suffix(200).description)
        }
        let mail = #""email":"a@b.example""#
        for name in [#"\u202e\u200b\ufeff"#, "123", "…", #"a\u2028b"#, #"a\ue000b"#] {
            let refused = try order(name, mail)
            #expect(refused.status == 422 && refused.text.contains("#/passengers/0/name"), "\(name)")
        }
        for phone in ["not a phone!!", "12", "++8801711000000", "1234567890123456"] {
            let refused = try order("A", #""phone":"\#(phone)""#)
            #expect(refused.status == 422 && refused.text.contains("#/contact/phone"), "\(phone)")
        }
        for text in ["nonsense", "a@b", "a b@c.example", "a@@b.example", "a@-b.example", "@b.example"] {
            let refused = try order("A", #""email":"\#(text)""#)
            #expect(refused.status == 422 && refused.text.contains("#/contact/email"), "\(text)")
        }
        // The joiner is how Bangla is spelled; marks that turn the text around it are left out.
        let made = try order(#"\u202e\u09b0\u200d\u09cd\u09af\u09be\u09ac\u200b"#, #""phone":"০১৭১১-০০০০০০""#)
        #expect(made.status == 201, "\(made.text)")
        let stored = try house.sql(
            """
            SELECT p.name = U&'\\09B0\\200D\\09CD\\09AF\\09BE\\09AC', o.phone FROM booking.order_passenger p
            JOIN booking.booking_order o ON o.id = p.booking_order
            """)
        #expect(stored == "t|01711000000")
    }

    @Test("an order of a train that has left is not cancelled, and the refusal says why")
    func departed() async throws {
        let house = try await BookingHouse()
        let hold = try BookingHouse.object(
            house.ask("POST", "/api/holds", json: BookingHouse.hold(["KA-1"]), key: "h"))
        let id = try #require(hold["id"] as? String)
        let order = try BookingHouse.object(
            house.ask("POST", "/api/orders", json: BookingHouse.order(id, ["KA-1"]), key: "o"))
        let path = "/api/orders/\(try #require(order["id"] as? String))/cancel"
        try house.sql(
            """
            UPDATE booking.trip SET departs_at = departs_at - interval '40 days',
                arrives_at = arrives_at - interval '40 days';
            UPDATE booking.trip_stop SET arrives_at = arrives_at - interval '40 days',
                departs_at = departs_at - interval '40 days';
            """)
        let service = try house.anew()
        let client = try RawClient(port: service.port)
        try client.send(house.request("POST", path, key: "c"))
        let refused = try client.response()
        #expect(refused.status == 410 && refused.text.contains("trip_departed"), "\(refused.text)")
    }

    @Test("a waiter sees the place and why it is not served, is offered a seat, and may leave")
    func waitlist() async throws {
        let house = try await BookingHouse()
        for number in 1...10 {
            let account = "33333333-3333-4333-8333-3333333333\(number + 10)"
            let made = try house.ask(
                "POST", "/api/holds", json: BookingHouse.hold(["KA-\(number)"]), key: "h", account: account)
            #expect(made.status == 201)
        }
        let wish = #"{"trip":"T-1","from":"s2","to":"s4","class_code":"snigdha","count":1}"#
        var ids: [String] = []
        for account in [BookingHouse.rahim, BookingHouse.karim] {
            let made = try house.ask("POST", "/api/waitlist", json: wish, key: "w", account: account)
            #expect(made.status == 201, "\(made.text)")
            let entry = try BookingHouse.object(made)
            #expect(entry["place"] as? Int == ids.count + 1 && entry["reason"] as? String == "no_seats")
            ids.append(try #require(entry["id"] as? String))
        }
        let twice = try house.ask("POST", "/api/waitlist", json: wish, key: "x")
        #expect(twice.status == 409 && twice.text.contains("already_waiting"))
        #expect(try house.ask("GET", "/api/waitlist/\(ids[1])").status == 404)
        try house.sql("UPDATE booking.hold SET expires_at = clock_timestamp() WHERE seats = '{4}'")
        let entry = try house.wait(for: "/api/waitlist/\(ids[0])", status: "offered")
        let hold = try #require(entry["hold"] as? String)
        // The owner takes it up in a session of another day.
        #expect(try house.ask("GET", "/api/holds/\(hold)", session: 9).status == 200)
        #expect(try house.ask("DELETE", "/api/waitlist/\(ids[0])").status == 204)
        let next = try house.ask("GET", "/api/waitlist/\(ids[1])", account: BookingHouse.karim)
        #expect(try BookingHouse.object(next)["status"] as? String == "offered")
        #expect(try house.ask("GET", "/api/waitlist").text.contains(ids[0]))
    }
}

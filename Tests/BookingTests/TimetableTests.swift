import Contracts
import Testing

@testable import Booking

@Suite("The timetable's files")
struct TimetableTests {
    static func read(_ files: [String: String]) throws(FeedError) -> Timetable {
        try TimetableReader { name in files[name].map { Array($0.utf8) } }.timetable()
    }

    /// The mistake of the small feed with one line of a file replaced.
    static func mistake(_ file: String, _ line: Int, _ text: String) -> String {
        var files = SampleFeed.small
        var lines = (files[file] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        lines[line - 1] = text
        files[file] = lines.joined(separator: "\n")
        do throws(FeedError) {
            _ = try read(files)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test("the repository's own is a national railway, in two languages, that keeps our bounds")
    func sample() throws {
        let timetable = try TimetableReader(SampleFeed.file).timetable()
        #expect(timetable.zone == "Asia/Dhaka")
        #expect(timetable.agency.bn == "বাংলাদেশ রেলওয়ে")
        #expect(timetable.stations.count >= 30)
        #expect(timetable.trains.count >= 20)
        for train in timetable.trains {
            #expect((5...16).contains(train.coaches.count))
            #expect(train.coaches.allSatisfy { (55...105).contains($0.seats) })
            #expect((2...32).contains(train.stops.count))
            #expect(train.name.en != train.name.bn)
        }
        #expect(timetable.stations.allSatisfy { $0.name.en != $0.name.bn })
        let served = Set(timetable.trains.flatMap { $0.stops.map(\.station) })
        #expect(served == Set(timetable.stations.map(\.id)))
    }

    @Test("a small one is read to its last field")
    func small() throws {
        let timetable = try Self.read(SampleFeed.small)
        #expect(timetable.version == "7")
        #expect(timetable.stations.map(\.name.en) == ["Alpha", "Beta, town", "Gamma", "Delta"])
        #expect(timetable.stations[0].name.bn == "আলফা")
        #expect(timetable.stations[1].name.bn == "Beta, town")
        let train = timetable.trains[0]
        #expect(train.number == "701" && train.name.bn == "এক্সপ্রেস")
        #expect(train.stops[1] == .init(station: "B", arrives: 28_800, departs: 29_100, kilometres: 50))
        #expect(train.coaches[1].abreast == "3+2" && train.coaches[1].seats == 10)
        #expect(train.fares.map(\.classID) == ["chair", "best"])
        #expect(timetable.trains[1].stops[1].arrives == 25 * 3600 + 1800)
    }

    @Test("a service runs on its weekdays and on days that are added, and not on those taken away")
    func services() throws {
        let service = try #require(try Self.read(SampleFeed.small).services.first)
        func runs(_ day: String) -> Bool? { CivilDate(day).map(service.runs) }
        #expect(runs("2026-12-24") == true)
        // Fridays it does not run, but on this one.
        #expect(runs("2026-12-18") == false)
        #expect(runs("2026-12-25") == true)
        #expect(runs("2026-12-26") == false)
        #expect(runs("2025-12-31") == false)
        #expect(runs("2029-01-01") == false)
    }

    @Test(
        "a mistake is told with its file and line",
        arguments: [
            ("stops.txt", 2, "A,Alpha,95,90.4", "stops.txt:2: 95 is no number from -90.0 to 90.0"),
            ("stops.txt", 3, "A,Again,23,90", "stops.txt:3: A stands twice"),
            ("stops.txt", 3, "B,\"Beta,23.8,90.5", "stops.txt:3: a quote is not closed on its line"),
            (
                "stops.txt", 3, "B,Be\"ta,23.8,90.5",
                "stops.txt:3: a quote within a field that has none around it"
            ),
            ("stops.txt", 3, "B,\"Beta\"x,23.8,90.5", "stops.txt:3: something follows a closing quote"),
            ("stops.txt", 3, "B,Beta,23.8", "stops.txt:3: 3 fields, the header has 4"),
            ("stops.txt", 3, "B,Be\u{7}ta,23.8,90.5", "stops.txt:3: a control character"),
            (
                "stops.txt", 3, "B:1,Beta,23.8,90.5",
                "stops.txt:3: B:1 is no id: at most 32 letters, digits, - and _"
            ),
            (
                "stops.txt", 1, "stop_id,stop_name,stop_lat,stop_id",
                "stops.txt:1: column stop_id stands twice"
            ),
            ("stops.txt", 1, "stop_id,name,stop_lat,stop_lon", "stops.txt:1: has no column stop_name"),
            (
                "agency.txt", 2, "R,Rail,https://r.example,Asia Dhaka",
                "agency.txt:2: Asia Dhaka is no time zone such as Asia/Dhaka"
            ),
            ("routes.txt", 2, "X,Express,3", "routes.txt:2: route_type is 2: rail"),
            ("trips.txt", 2, "Y,daily,t1,701", "trips.txt:2: no such route"),
            ("trips.txt", 2, "X,never,t1,701", "trips.txt:2: no such service: never"),
            ("trips.txt", 3, "X,daily,t2,701", "trips.txt:3: train 701 stands twice"),
            ("trips.txt", 3, "X,daily,t3,702", "trips.txt:3: t3 has no stops"),
            (
                "stop_times.txt", 3, "t1,06:00:00,08:05:00,B,5,50.2",
                "stop_times.txt:3: comes before it left the stop before"
            ),
            (
                "stop_times.txt", 3, "t1,08:00:00,07:59:00,B,5,50.2",
                "stop_times.txt:3: leaves before it comes"
            ),
            ("stop_times.txt", 3, "t1,08:00:00,08:05:00,E,5,50.2", "stop_times.txt:3: no such station: E"),
            ("stop_times.txt", 3, "t1,08:00:00,08:05:00,A,5,50.2", "stop_times.txt:3: stops twice at A"),
            (
                "stop_times.txt", 3, "t1,8:60:00,08:05:00,B,5,50.2",
                "stop_times.txt:3: 8:60:00 is no time such as 07:30:00"
            ),
            (
                "stop_times.txt", 4, "t1,09:00:00,09:05:00,C,5,100",
                "stop_times.txt:4: the stops of t1 stand in order, each stop_sequence once"
            ),
            ("stop_times.txt", 4, "t1,09:00:00,09:05:00,C,6,10", "stop_times.txt:4: kilometres go back"),
            ("stop_times.txt", 7, "t3,25:30:00,25:30:00,A,1,0", "stop_times.txt:6: t2 has one stop"),
            (
                "calendar.txt", 2, "daily,1,1,2,1,0,1,1,20260101,20281231",
                "calendar.txt:2: 2 is no number from 0 to 1"
            ),
            (
                "calendar.txt", 2, "daily,1,1,1,1,0,1,1,20260230,20281231",
                "calendar.txt:2: 20260230 is no day such as 20261130"
            ),
            (
                "calendar.txt", 2, "daily,1,1,1,1,0,1,1,20290101,20281231",
                "calendar.txt:2: ends before it begins"
            ),
            (
                "calendar_dates.txt", 3, "daily,20261225,2",
                "calendar_dates.txt:3: 2026-12-25 stands twice for daily"
            ),
            ("translations.txt", 3, "stops,stop_name,bn,অন্য,A", "translations.txt:3: is translated twice"),
            ("classes.csv", 3, "best,2,Best,সেরা", "classes.csv:3: best or its rank stands twice"),
            ("layouts.csv", 2, "short,2x2,6", "layouts.csv:2: 2x2 does not say how seats stand, such as 3+2"),
            (
                "coaches.csv", 3, "t1,2,KHA,খ,best,wide",
                "coaches.csv:3: the coaches of t1 are numbered 0, 1, 2 and so on"
            ),
            ("coaches.csv", 3, "t1,1,KA,ক,best,wide", "coaches.csv:3: t1 has two coaches KA"),
            ("coaches.csv", 3, "t1,1,KHA,খ,worst,wide", "coaches.csv:3: no such class: worst"),
            ("fares.csv", 3, "t1,chair,5000,300,10000", "fares.csv:3: t1 has two fares for chair"),
            ("fares.csv", 3, "t2,best,5000,300,10000", "trips.txt:2: t1 has no fare for best"),
            ("fares.csv", 3, "t1,best,-1,300,10000", "fares.csv:3: -1 is no number from 0 to 100000000"),
        ])
    func mistakes(file: String, line: Int, text: String, message: String) {
        #expect(Self.mistake(file, line, text) == message)
    }

    @Test("a missing, an empty and an enormous file are mistakes too; a byte order mark and CRLF are none")
    func whole() throws {
        for file in TimetableReader.files {
            var files = SampleFeed.small
            files[file] = nil
            #expect(throws: FeedError(file, "is missing")) { try Self.read(files) }
            files[file] = ""
            #expect(throws: FeedError(file, "is empty")) { try Self.read(files) }
        }
        let large = [UInt8](repeating: 0x41, count: FeedTable.maximumBytes + 1)
        #expect(throws: FeedError("x", "more than \(FeedTable.maximumBytes) bytes")) {
            try FeedTable("x", large)
        }
        var files = SampleFeed.small
        let text = files["stops.txt"] ?? ""
        files["stops.txt"] = "\u{FEFF}" + text.split(separator: "\n").joined(separator: "\r\n")
        #expect(try Self.read(files) == Self.read(SampleFeed.small))
        #expect(throws: FeedError("x", line: 2, "not UTF-8")) {
            try FeedTable("x", Array("a\n".utf8) + [0xFF])
        }
    }

    @Test("seats stand in rows on both sides of the aisle")
    func rows() throws {
        let rows = try #require(SeatRows("3+2"))
        #expect(rows.columns == 6)
        #expect((0..<7).map(rows.column) == [0, 1, 2, 4, 5, 0, 1])
        #expect((0..<7).map(rows.row) == [0, 0, 0, 0, 0, 1, 1])
        #expect(rows.areNeighbours(0, 1) && rows.areNeighbours(4, 3))
        #expect(!rows.areNeighbours(2, 3) && !rows.areNeighbours(4, 5) && !rows.areNeighbours(0, 2))
        for wrong in ["", "+", "3", "3+", "0+2", "3+5", "3+2+1", "a+b", "-1+2"] {
            #expect(SeatRows(wrong) == nil)
        }
    }
}

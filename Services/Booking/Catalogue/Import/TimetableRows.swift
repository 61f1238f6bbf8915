internal import Contracts
internal import Postgres

/// A timetable as rows for COPY.
struct TimetableRows {
    /// The table that they go to.
    let name: String
    let columns: [String]
    let rows: [[PostgresValue]]

    /// All tables of a timetable.
    static func tables(of timetable: Timetable) -> [TimetableRows] {
        [
            stations(timetable), classes(timetable), trains(timetable), fares(timetable),
            services(timetable), exceptions(timetable), running(timetable), stops(timetable),
            coaches(timetable),
        ]
    }

    private static func stations(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_station", columns: ["id", "name_en", "name_bn", "latitude", "longitude"],
            rows: timetable.stations.map {
                [
                    .text($0.id), .text($0.name.en), .text($0.name.bn), .double($0.latitude),
                    .double($0.longitude),
                ]
            })
    }

    private static func classes(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_class", columns: ["id", "name_en", "name_bn", "rank"],
            rows: timetable.classes.map {
                [.text($0.id), .text($0.name.en), .text($0.name.bn), .int32(Int32($0.rank))]
            })
    }

    private static func trains(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_train", columns: ["number", "name_en", "name_bn"],
            rows: timetable.trains.map { [.text($0.number), .text($0.name.en), .text($0.name.bn)] })
    }

    private static func fares(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_fare", columns: ["train", "class", "base", "per_km", "minimum"],
            rows: timetable.trains.flatMap { train in
                train.fares.map {
                    [
                        .text(train.number), .text($0.classID), .int64(Int64($0.base)),
                        .int64(Int64($0.perKilometre)), .int64(Int64($0.minimum)),
                    ]
                }
            })
    }

    private static func services(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_service", columns: ["id", "weekdays", "first_day", "last_day"],
            rows: timetable.services.map {
                [
                    .text($0.id), .int32(Int32($0.weekdays)), .text($0.first.description),
                    .text($0.last.description),
                ]
            })
    }

    private static func exceptions(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_exception", columns: ["service", "day", "runs"],
            rows: timetable.services.flatMap { service in
                service.exceptions.sorted { $0.key < $1.key }.map {
                    [.text(service.id), .text($0.key.description), .bool($0.value)]
                }
            })
    }

    private static func running(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_timetable_train", columns: ["train", "service"],
            rows: timetable.trains.map { [.text($0.number), .text($0.service)] })
    }

    private static func stops(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_stop", columns: ["train", "index", "station", "arrives", "departs", "km"],
            rows: timetable.trains.flatMap { train in
                train.stops.enumerated().map { index, stop in
                    [
                        .text(train.number), .int32(Int32(index)), .text(stop.station),
                        .int32(Int32(stop.arrives)), .int32(Int32(stop.departs)),
                        .int32(Int32(stop.kilometres)),
                    ]
                }
            })
    }

    private static func coaches(_ timetable: Timetable) -> TimetableRows {
        TimetableRows(
            name: "fresh_coach",
            columns: ["train", "index", "label", "label_bn", "class", "layout", "seats"],
            rows: timetable.trains.flatMap { train in
                train.coaches.enumerated().map { index, coach in
                    [
                        .text(train.number), .int32(Int32(index)), .text(coach.label.en),
                        .text(coach.label.bn), .text(coach.classID), .text(coach.abreast),
                        .int32(Int32(coach.seats)),
                    ]
                }
            })
    }
}

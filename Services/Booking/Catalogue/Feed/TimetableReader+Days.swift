internal import Contracts

extension TimetableReader {
    /// The services with their days and exceptions.
    func services() throws(FeedError) -> [Timetable.Service] {
        let table = try table("calendar.txt")
        let days = [
            try table.column("monday"), try table.column("tuesday"), try table.column("wednesday"),
            try table.column("thursday"), try table.column("friday"), try table.column("saturday"),
            try table.column("sunday"),
        ]
        let columns = (
            try table.column("service_id"), try table.column("start_date"), try table.column("end_date")
        )
        let exceptions = try exceptions()
        var services: [Timetable.Service] = []
        for row in table.rows {
            let id = try row.id(columns.0)
            guard !services.contains(where: { $0.id == id }) else { throw row.mistake("\(id) stands twice") }
            var weekdays = 0
            for (index, column) in days.enumerated() {
                weekdays |= try row.integer(column, in: 0...1) << index
            }
            let first = try row.day(columns.1)
            let last = try row.day(columns.2)
            guard first <= last else { throw row.mistake("ends before it begins") }
            services.append(
                Timetable.Service(
                    id: id, weekdays: weekdays, first: first, last: last,
                    exceptions: exceptions[id] ?? [:]))
        }
        return services
    }

    private func exceptions() throws(FeedError) -> [String: [CivilDate: Bool]] {
        let table = try table("calendar_dates.txt")
        let columns = (
            try table.column("service_id"), try table.column("date"), try table.column("exception_type")
        )
        var exceptions: [String: [CivilDate: Bool]] = [:]
        for row in table.rows {
            let id = try row.id(columns.0)
            let day = try row.day(columns.1)
            // 1 adds the day, 2 takes it away.
            let kind = try row.integer(columns.2, in: 1...2)
            guard exceptions[id, default: [:]].updateValue(kind == 1, forKey: day) == nil else {
                throw row.mistake("\(day) stands twice for \(id)")
            }
        }
        return exceptions
    }
}

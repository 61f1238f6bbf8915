/// A coach as it goes over the wire: a twentieth of what its seats would be one by one.
///
///     {"label": "KA", "name": {"en": "KA", "bn": "ক"}, "class_code": "s_chair", "fare": "450.00",
///      "layout": "2+2", "seats": 60, "taken": [3, 14]}
///
/// Seat n of coach KA is called `KA-n`. Numbers run from 1 across each row, then on to the next one; `layout`
/// says how many stand on each side of the aisle.
extension SeatMap.Coach {
    private enum Key: String, CodingKey {
        case label, name, classCode, fare, layout, seats, taken
    }

    /// A coach whose seats stand as a layout says, with the numbers of those that are taken.
    package init(
        label: String, name: LocalizedName, classCode: String, fare: Money, rows: SeatRows, seats count: Int,
        taken: Set<Int>
    ) {
        let seats = (0..<max(0, count)).map { place in
            Seat(
                label: "\(label)-\(place + 1)", number: place + 1, row: rows.row(place),
                column: rows.column(place), isFree: !taken.contains(place + 1))
        }
        self.init(
            label: label, name: name, classCode: classCode, fare: fare, columns: rows.columns, seats: seats)
    }

    /// How its seats stand, as the columns of its first row say it; nil where they say nothing.
    package var rows: SeatRows? {
        let first = seats.prefix { $0.row == 0 }.map(\.column)
        // The aisle is the first column without a seat; a short row ends before it.
        let left = first.indices.first { first[$0] != $0 } ?? first.count
        return SeatRows("\(left)+\(max(0, columns - 1 - left))")
    }
}

extension SeatMap.Coach: Codable {
    /// The most seats of a coach that is read.
    private static let maximumSeats = 1000

    /// Reads the short form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let layout = try container.decode(String.self, forKey: .layout)
        let count = try container.decode(Int.self, forKey: .seats)
        guard let rows = SeatRows(layout), (0...Self.maximumSeats).contains(count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .layout, in: container, debugDescription: "no layout such as 3+2")
        }
        self.init(
            label: try container.decode(String.self, forKey: .label),
            name: try container.decode(LocalizedName.self, forKey: .name),
            classCode: try container.decode(String.self, forKey: .classCode),
            fare: try container.decode(Money.self, forKey: .fare), rows: rows, seats: count,
            taken: Set(try container.decode([Int].self, forKey: .taken)))
    }

    /// Writes the short form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(label, forKey: .label)
        try container.encode(name, forKey: .name)
        try container.encode(classCode, forKey: .classCode)
        try container.encode(fare, forKey: .fare)
        try container.encode(rows?.text ?? "1+0", forKey: .layout)
        try container.encode(seats.count, forKey: .seats)
        try container.encode(seats.filter { !$0.isFree }.map(\.number), forKey: .taken)
    }
}

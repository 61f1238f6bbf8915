internal import Contracts

/// The Bangla names of a timetable: `translations.txt`, by table, field and record.
struct FeedNames {
    private var translations: [String: String] = [:]

    init(_ table: FeedTable) throws(FeedError) {
        let columns = (
            try table.column("table_name"), try table.column("field_name"), try table.column("language"),
            try table.column("translation"), try table.column("record_id")
        )
        for row in table.rows {
            guard try row.text(columns.2) == "bn" else { continue }
            let key = Self.key(
                try row.text(columns.0), try row.text(columns.1), try row.text(columns.4))
            guard translations.updateValue(try row.text(columns.3), forKey: key) == nil else {
                throw row.mistake("is translated twice")
            }
        }
    }

    /// A name in both languages; one that is not translated reads the same in both.
    func name(_ english: String, _ table: String, _ field: String, _ record: String) -> LocalizedName {
        LocalizedName(en: english, bn: translations[Self.key(table, field, record)] ?? english)
    }

    private static func key(_ table: String, _ field: String, _ record: String) -> String {
        "\(table)\u{0}\(field)\u{0}\(record)"
    }
}

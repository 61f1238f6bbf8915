import HTTP

/// Reads what a rush needs of the catalogue's answers; what is missing there is missing here.
enum TimetableReading {
    private static let longest = 1 << 20

    /// A document, or nil for what is none.
    private static func document(_ body: RawSpan) -> JSONValue? {
        do throws(JSONError) {
            return try JSONReader.read(body, maximumBytes: longest)
        } catch {
            return nil
        }
    }

    /// The ids of all stations.
    static func stations(_ body: RawSpan) -> [String] {
        elements(document(body)?["stations"]).compactMap { $0["id"]?.text }
    }

    /// The trips that a search found.
    static func offers(_ body: RawSpan, from: String, to: String) -> [TripOffer] {
        elements(document(body)?["trips"]).compactMap { trip in
            trip["id"]?.text.map { TripOffer(trip: $0, from: from, to: to) }
        }
    }

    /// The labels of a seat map's seats, free and taken.
    static func seats(_ body: RawSpan) -> (free: [String], taken: Set<String>) {
        var (free, taken): ([String], Set<String>) = ([], [])
        for coach in elements(document(body)?["coaches"]) {
            guard let label = coach["label"]?.text, let count = coach["seats"]?.number,
                (1...10_000).contains(count)
            else { continue }
            let gone = Set(elements(coach["taken"]).compactMap(\.number))
            for number in 1...count {
                let name = "\(label)-\(number)"
                if gone.contains(number) { taken.insert(name) } else { free.append(name) }
            }
        }
        return (free, taken)
    }

    private static func elements(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let elements)? = value { elements } else { [] }
    }
}

internal import Bytes
internal import Contracts
internal import HTTP

/// The catalogue's documents, written member by member: a search is answered thousands of times a second.
///
/// The same as the models of `Contracts` would be encoded, which a test holds.
enum CatalogueText {
    /// The most bytes of a document.
    private static let limit = 1 << 20

    /// What a search found, with the free seats of each class.
    static func trips(
        _ found: [(trip: TripLayout, stretch: Stretch, free: [Int])], _ index: TripIndex
    ) -> [UInt8]? {
        document { json in
            json.key("trips")
            json.beginArray()
            for one in found {
                json.beginObject()
                json.key("classes")
                json.beginArray()
                for (place, category) in one.trip.categories.enumerated() {
                    write(
                        category, free: one.free[place],
                        price: one.trip.price(of: place, on: one.stretch), to: &json)
                }
                json.endArray()
                json.member("date", text: one.trip.date)
                json.key("from")
                write(one.trip, stop: one.stretch.start, index, to: &json)
                json.member("id", text: one.trip.id)
                json.key("to")
                write(one.trip, stop: one.stretch.end, index, to: &json)
                write("train_name", one.trip.name, to: &json)
                json.member("train_number", text: one.trip.train)
                json.endObject()
            }
            json.endArray()
        }
    }

    /// A whole trip.
    static func trip(_ trip: TripLayout, _ index: TripIndex) -> [UInt8]? {
        document { json in
            json.member("date", text: trip.date)
            json.member("id", text: trip.id)
            json.key("stops")
            json.beginArray()
            for stop in trip.stops.indices { write(trip, stop: stop, index, to: &json) }
            json.endArray()
            write("train_name", trip.name, to: &json)
            json.member("train_number", text: trip.train)
        }
    }

    /// The seats of a trip for a stretch.
    static func seats(_ trip: TripLayout, _ stretch: Stretch, _ words: SeatWords, version: String) -> [UInt8]?
    {
        let mask = stretch.mask
        return document { json in
            json.key("coaches")
            json.beginArray()
            for coach in trip.coaches {
                json.beginObject()
                json.member("class_code", text: trip.categories[coach.category].id)
                money("fare", trip.price(of: coach.category, on: stretch), to: &json)
                json.member("label", text: coach.label.en)
                json.member("layout", text: coach.rows.text)
                write("name", coach.label, to: &json)
                json.member("seats", coach.seats.count)
                json.key("taken")
                json.beginArray()
                for seat in coach.seats where !words.isFree(seat, mask) {
                    json.integer(seat - coach.seats.lowerBound + 1)
                }
                json.endArray()
                json.endObject()
            }
            json.endArray()
            json.member("from", text: trip.stops[stretch.start].station)
            json.member("to", text: trip.stops[stretch.end].station)
            json.member("trip", text: trip.id)
            json.member("version", text: version)
        }
    }

    // MARK: Parts

    private static func document(_ body: (inout JSONWriter) -> Void) -> [UInt8]? {
        var out = ByteBuffer(capacity: 8 * 1024)
        let isWhole = JSONWriter.write(into: &out, limit: limit) { json in
            json.beginObject()
            body(&json)
            json.endObject()
        }
        return isWhole ? out.copyBytes() : nil
    }

    private static func write(
        _ category: TripLayout.Category, free: Int, price: Int64, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("code", text: category.id)
        json.member("currency", "BDT")
        money("fare", price, to: &json)
        json.member("free", free)
        write("name", category.name, to: &json)
        json.member("seats", category.seats)
        json.endObject()
    }

    private static func write(
        _ trip: TripLayout, stop index: Int, _ names: TripIndex, to json: inout JSONWriter
    ) {
        let stop = trip.stops[index]
        json.beginObject()
        // A train does not come to its first stop, nor leave its last.
        if index > 0 { json.member("arrives", text: Timestamp(milliseconds: stop.arrives).text) }
        if index < trip.stops.count - 1 {
            json.member("departs", text: Timestamp(milliseconds: stop.departs).text)
        }
        json.member("index", index)
        write("name", names.name(of: stop.station), to: &json)
        json.member("station", text: stop.station)
        json.endObject()
    }

    private static func write(_ key: StaticString, _ name: LocalizedName, to json: inout JSONWriter) {
        json.key(key)
        json.beginObject()
        json.member("bn", text: name.bn)
        json.member("en", text: name.en)
        json.endObject()
    }

    private static func money(_ key: StaticString, _ minor: Int64, to json: inout JSONWriter) {
        json.member(key, text: Money(minor: minor).text)
    }
}

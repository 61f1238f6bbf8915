import Bytes
import HTTP

/// A seat that people rush for: where it is, and the body of a request to hold it.
struct SeatWish {
    /// Which of the run's trips.
    let trip: Int
    /// The seat's label, such as `KA-14`.
    let label: String
    /// The body.
    let body: [UInt8]

    /// A wish for one seat of a stretch.
    init(_ label: String, of trip: Int, _ offer: TripOffer) {
        self.trip = trip
        self.label = label
        var text = ByteBuffer()
        _ = JSONWriter.write(into: &text) { json in
            json.beginObject()
            json.member("trip", text: offer.trip)
            json.member("from", text: offer.from)
            json.member("to", text: offer.to)
            json.key("seats")
            json.beginArray()
            json.string(text: label)
            json.endArray()
            json.endObject()
        }
        body = text.copyBytes()
    }
}

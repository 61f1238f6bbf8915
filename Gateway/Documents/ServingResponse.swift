import Bytes
import HTTP
import Telemetry
import WaitingRoom

/// The serving document as whole responses, prepared once a tick and sent as they are.
final class ServingResponse: Sendable {
    /// The response for a connection that stays.
    let kept: [UInt8]
    /// The response that ends its connection.
    let closing: [UInt8]
    /// How many bytes of `kept` are its head, for HEAD requests.
    let keptHeadCount: Int
    /// How many bytes of `closing` are its head.
    let closingHeadCount: Int

    init(_ document: ServingDocument) {
        var body = ByteBuffer(capacity: 1024)
        // Bounded by the room's own settings (the message is cut at 500 characters), so it always fits.
        _ = JSONWriter.write(into: &body, limit: 262_144) { Self.write(document, &$0) }
        var head = ByteBuffer(capacity: 256)
        head.append(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: public, max-age=1\r\n")
        HeadWriter.contentLength(body.count, to: &head)
        let common = head.copyBytes()
        let keptHead = common + Array("\r\n".utf8)
        let closingHead = common + Array("Connection: close\r\n\r\n".utf8)
        keptHeadCount = keptHead.count
        closingHeadCount = closingHead.count
        let content = body.copyBytes()
        kept = keptHead + content
        closing = closingHead + content
    }

    private static func write(_ document: ServingDocument, _ json: inout JSONWriter) {
        json.beginObject()
        json.member("room", text: document.room.description)
        json.member("epoch", Int(document.epoch))
        json.member("mode", text: document.mode.rawValue)
        json.member("state", text: document.state.rawValue)
        json.member("serving", document.serving)
        json.member("issued", document.issued)
        json.member("waiting", document.waiting)
        json.member("rate_per_second", units: milli(document.ratePerSecond), places: 3)
        if let pace = document.placesPerSecond {
            json.member("places_per_second", units: milli(pace), places: 3)
        }
        json.member("heartbeat_within", document.heartbeatWithin)
        json.member("heartbeat_seconds", document.heartbeatSeconds)
        json.member("refresh_seconds", document.refreshSeconds)
        json.member("gen", Int(clamping: document.gen))
        json.key("gaps")
        json.beginArray()
        for gap in document.gaps.prefix(1000) {
            json.beginArray()
            json.integer(gap.lowerBound)
            json.integer(gap.upperBound)
            json.endArray()
        }
        json.endArray()
        json.key("opens_at")
        if let opensAt = document.opensAt { time(opensAt, &json) } else { json.null() }
        json.member("sold_out", document.soldOut)
        json.member("message", text: document.message)
        json.key("time")
        time(document.time, &json)
        json.endObject()
    }

    private static func time(_ milliseconds: Int64, _ json: inout JSONWriter) {
        var text = ByteBuffer(capacity: 32)
        text.append(rfc3339: milliseconds)
        text.withReadable { json.string($0) }
    }

    private static func milli(_ value: Double) -> Int {
        Int(min(1e12, max(0, value * 1000)).rounded())
    }
}

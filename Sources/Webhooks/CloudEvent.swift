internal import Bytes
package import HTTP

/// One event as outsiders see it: CloudEvents 1.0 in structured mode.
package struct CloudEvent: Sendable, Equatable {
    /// The content type of its body.
    package static let contentType = "application/cloudevents+json; charset=utf-8"
    /// How large a body may be: receivers take 20 kB, and thin ones are better.
    package static let largest = 20_480

    /// The event's id, the same at every try: the receiver's idempotency key.
    package var id: String
    /// Who says it, as a URI reference.
    package var source: String
    /// What happened, in reverse-DNS form.
    package var type: String
    /// What it happened to.
    package var subject: String
    /// When, in RFC 3339.
    package var time: String
    /// What a receiver needs to know.
    package var data: JSONValue

    /// An event with its parts.
    package init(
        id: String, source: String, type: String, subject: String, time: String, data: JSONValue
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.data = data
    }

    /// The body, or nil when it would be too large.
    package func body() -> [UInt8]? {
        var buffer = ByteBuffer()
        let isComplete = JSONWriter.write(into: &buffer, limit: Self.largest) { json in
            json.beginObject()
            json.member("specversion", "1.0")
            json.member("id", text: id)
            json.member("source", text: source)
            json.member("type", text: type)
            json.member("subject", text: subject)
            json.member("time", text: time)
            json.member("datacontenttype", "application/json")
            json.key("data")
            Self.write(data, into: &json)
            json.endObject()
        }
        return isComplete ? buffer.copyBytes() : nil
    }

    private static func write(_ value: JSONValue, into json: inout JSONWriter) {
        switch value {
        case .null: json.null()
        case .bool(let flag): json.bool(flag)
        case .integer(let number): json.integer(number)
        // Money and counts are integers; a fraction is told as its text.
        case .double(let number): json.string(text: "\(number)")
        case .string(let text): json.string(text: text)
        case .array(let values):
            json.beginArray()
            for value in values { write(value, into: &json) }
            json.endArray()
        case .object(let members):
            json.beginObject()
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                json.key(Array(name.utf8).span.bytes)
                write(value, into: &json)
            }
            json.endObject()
        }
    }
}

internal import Bytes

/// One prepared response of the sample site.
struct SampleResponse {
    let status: String
    let type: String
    let body: String

    /// Appends the response; `extraFields` are whole lines.
    func append(to out: inout ByteBuffer, closes: Bool, includesBody: Bool, extraFields: String) {
        out.append("HTTP/1.1 ")
        out.append(string: status)
        out.append("\r\nContent-Type: ")
        out.append(string: type)
        out.append("\r\nCache-Control: no-store\r\n")
        out.append(string: extraFields)
        if closes { out.append("Connection: close\r\n") }
        out.append("Content-Length: ")
        out.append(decimal: body.utf8.count)
        out.append("\r\n\r\n")
        if includesBody { out.append(string: body) }
    }
}

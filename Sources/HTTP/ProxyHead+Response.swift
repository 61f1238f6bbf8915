package import Bytes

extension ProxyHead {
    /// How the proxied response goes on after its head.
    package struct Downstream: Sendable, Equatable {
        /// How the body is delimited for the client.
        package let framing: BodyFraming
        /// Whether the connection stays after the body.
        package let keepAlive: Bool
        /// Whether the upstream said `Sluice-Session: end`: the visitor's session is over.
        package let endsSession: Bool
    }

    /// Appends a response as the client gets it, without the empty line at the end.
    ///
    /// Fields for the upstream's connection, those that Connection names and Sluice-Session are left out. A
    /// body without known length becomes chunked for HTTP/1.1 and ends with the connection for HTTP/1.0. The
    /// prepared Date line (`HTTPDate.appendLine`) is used where the upstream sent none.
    package static func writeResponse(
        _ response: ResponseHead, to request: RequestHead, closing: Bool, dateLine: RawSpan,
        into out: inout ByteBuffer
    ) -> Downstream {
        let framing = downstreamFraming(response, request)
        let persistence = Persistence(answering: request, closing: closing || framing == .untilClose)
        out.append("HTTP/1.1 ")
        out.append(decimal: response.status)
        out.append(" ")
        response.with(response.reasonRange) { out.append($0) }
        out.append("\r\n")
        for index in 0..<response.fieldCount {
            let field = response.field(at: index)
            guard passes(field, of: response) else { continue }
            response.with(field.name.lowerBound..<field.value.upperBound) { out.append($0) }
            out.append("\r\n")
        }
        if !response.has(.date) { out.append(dateLine) }
        writeFraming(framing, to: &out)
        if framing == .none, let length = response.declaredLength, announcesLength(response, request) {
            HeadWriter.contentLength(length, to: &out)
        }
        HeadWriter.connection(persistence, to: &out)
        let ends = response.firstValue(.sluiceSession).map { value in
            response.with(value) { $0.equalsIgnoringCase("end") }
        }
        return Downstream(framing: framing, keepAlive: persistence != .close, endsSession: ends ?? false)
    }

    private static func downstreamFraming(_ response: ResponseHead, _ request: RequestHead) -> BodyFraming {
        switch response.framing {
        case .none, .length: response.framing
        case .chunked, .untilClose: request.minorVersion > 0 ? .chunked : .untilClose
        }
    }

    /// A response to HEAD and a 304 tell the length of the body that they leave out.
    private static func announcesLength(_ response: ResponseHead, _ request: RequestHead) -> Bool {
        response.status == 304 || request.method == .head && response.status >= 200 && response.status != 204
    }

    private static func passes(_ field: HeadField, of response: ResponseHead) -> Bool {
        if isHopByHop(field.known) || field.known == .sluiceSession { return false }
        return !response.connectionNamesFields || !connectionNames(field.name, in: response.block)
    }
}

package import Bytes

extension ProxyHead {
    /// Appends the request as the upstream gets it: HTTP/1.1, origin-form, without the empty line at the end.
    ///
    /// Not passed on: fields for this connection and those that Connection names, Expect (we answer it),
    /// slips, admissions and everything else that the gateway itself tells upstreams, names with underscores,
    /// which some upstreams take for dashes, and from peers that are no trusted proxy what only proxies say.
    /// X-Forwarded-For, -Proto and -Host are written anew.
    package static func writeRequest(
        _ head: RequestHead, rules: ForwardingRules, framing: BodyFraming, to out: inout ByteBuffer
    ) {
        writeLine(head, rules, to: &out)
        for index in 0..<head.fieldCount {
            let field = head.field(at: index)
            if field.known == .cookie {
                writeCookies(head, field, to: &out)
            } else if passes(field, of: head, rules) {
                head.with(field.name.lowerBound..<field.value.upperBound) { out.append($0) }
                out.append("\r\n")
            }
        }
        writeForwarding(head, rules, to: &out)
        writeFraming(framing, to: &out)
    }

    static func writeFraming(_ framing: BodyFraming, to out: inout ByteBuffer) {
        switch framing {
        case .none, .untilClose: break
        case .length(let length): HeadWriter.contentLength(length, to: &out)
        case .chunked: HeadWriter.chunked(to: &out)
        }
    }

    private static func writeLine(_ head: RequestHead, _ rules: ForwardingRules, to out: inout ByteBuffer) {
        head.with(head.methodRange) { out.append($0) }
        out.append(" ")
        head.with(head.pathRange) { out.append($0) }
        if let query = head.queryRange {
            out.append("?")
            head.with(query) { out.append($0) }
        }
        out.append(" HTTP/1.1\r\nHost: ")
        if let host = rules.host {
            out.append(host)
        } else if let host = head.hostRange {
            head.with(host) { out.append($0) }
        } else {
            out.append(rules.fallbackHost)
        }
        out.append("\r\n")
    }

    private static func passes(_ field: HeadField, of head: RequestHead, _ rules: ForwardingRules) -> Bool {
        switch field.known {
        case .host, .expect, .sluiceSlip, .sluiceAdmission, .sluiceSession, .xSluiceAdmission, .xRequestID,
            .traceparent, .xForwardedFor, .xForwardedProto, .xForwardedHost:
            return false
        case .forwarded, .tracestate, .xForwardedMethod, .xForwardedURI, .xOriginalMethod, .xOriginalURI:
            if !rules.isTrusted { return false }
        case .other:
            if head.with(field.name, isReserved) { return false }
            // Sites take these as the visitor's address or as another path: from a visitor they are lies.
            if !rules.isTrusted, head.with(field.name, ProxyNames.contain) { return false }
        default:
            if isHopByHop(field.known) { return false }
        }
        return !head.connectionNamesFields || !connectionNames(field.name, in: head.block)
    }

    /// Whether a name is one that only the gateway may send, or has an underscore.
    private static func isReserved(_ name: RawSpan) -> Bool {
        if name.byteCount > 9, name.extracting(0..<9).equalsIgnoringCase("x-sluice-") { return true }
        for index in 0..<name.byteCount where name.byte(at: index) == 0x5F { return true }
        return false
    }

    private static func writeForwarding(
        _ head: RequestHead, _ rules: ForwardingRules, to out: inout ByteBuffer
    ) {
        out.append("X-Forwarded-For: ")
        if rules.isTrusted, head.has(.xForwardedFor) {
            for index in 0..<head.fieldCount {
                let field = head.field(at: index)
                guard field.known == .xForwardedFor, !field.value.isEmpty else { continue }
                head.with(field.value) { out.append($0) }
                out.append(", ")
            }
        }
        rules.peer.append(to: &out)
        out.append("\r\n")
        HeadWriter.field("X-Forwarded-Proto", rules.visitorScheme(of: head).name, to: &out)
        guard let host = forwardedHost(head, rules) else { return }
        out.append("X-Forwarded-Host: ")
        head.with(host) { out.append($0) }
        out.append("\r\n")
    }

    private static func forwardedHost(_ head: RequestHead, _ rules: ForwardingRules) -> Range<Int>? {
        guard rules.isTrusted, let value = head.firstValue(.xForwardedHost), let base = head.block.base else {
            return head.hostRange
        }
        // Sound: the block's memory, read inside this call only.
        return Authority.isValid(UnsafePointer(base), value) ? value : head.hostRange
    }
}

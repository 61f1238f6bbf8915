import Bytes
import EventLoop
import HTTP
import HTTPServer
import Tokens
import WaitingRoom

extension GatewayService {
    /// Reads and verifies the slip of a request: the header, or the cookie.
    ///
    /// It allocates nothing.
    func readSlip(_ head: RequestHead, of desk: RoomDesk, cookies: CookieNames) -> SlipReading {
        guard let place = head.firstValue(.sluiceSlip) ?? head.cookie(cookies.slip) else {
            return .none
        }
        let opening = head.with(place) { keys.sealer.open($0, at: clock.milliseconds, into: &slipScratch) }
        switch opening {
        case .valid(let payload, _, let isOldKey):
            let slip = slipScratch.withReadable { Slip(payload: $0.extracting(payload)) }
            guard let slip else { return .invalid }
            // A cookie from when there was one room may be another room's: a stranger here, but no lie.
            guard slip.room == desk.plan.name else { return head.has(.sluiceSlip) ? .invalid : .none }
            return .valid(slip, isOldKey: isOldKey)
        case .unknownKey:
            if head.with(place, isOlderThanKeys) { return .invalid }
            reloadKeys()
            return .unknownKey
        case .forged, .malformed, .retiredKey: return .invalid
        }
    }

    /// Whether a slip of an unknown key says that it was given before our oldest key was made.
    ///
    /// Then its key is not one that we have yet to read but one that was thrown away, and no reload will
    /// help: without this, whoever holds such a slip would be told to come again for ever. Nothing is granted
    /// by what it says.
    private func isOlderThanKeys(_ text: RawSpan) -> Bool {
        slipScratch.removeAll()
        guard text.byteCount <= SlipLayout.maximumText, Base64URL.decode(text, into: &slipScratch) else {
            return true
        }
        let slip = slipScratch.withReadable { bytes in
            SlipLayout.payloadLength(ofSigned: bytes).flatMap { Slip(payload: bytes.extracting(0..<$0)) }
        }
        guard let slip else { return true }
        return slip.time < keys.sealer.oldestSigning
    }

    /// Appends the signed text of a slip.
    func seal(_ slip: Slip, into out: inout ByteBuffer) {
        slipScratch.removeAll()
        slip.encode(keyID: keys.sealer.signingKeyID(at: clock.milliseconds), into: &slipScratch)
        _ = slipScratch.withReadable { keys.sealer.seal($0, into: &out) }
    }

    /// Appends `Set-Cookie` with a slip.
    func appendSlipCookie(_ slip: Slip, _ cookies: CookieNames, into out: inout ByteBuffer) {
        sealed.removeAll()
        seal(slip, into: &sealed)
        appendSealedSlipCookie(cookies, into: &out)
    }

    /// Appends `Set-Cookie` with the slip whose text stands in `sealed`.
    func appendSealedSlipCookie(_ cookies: CookieNames, into out: inout ByteBuffer) {
        out.append("Set-Cookie: ")
        out.append(cookies.slip.written)
        out.append("=")
        sealed.withReadable { out.append($0) }
        out.append(cookies.attributes)
        // As long as a sale may last; the slip itself says of what epoch it is.
        out.append("; Max-Age=172800\r\n")
    }

    /// Appends `Set-Cookie` with an admission token.
    func appendAdmissionCookie(_ token: RawSpan, _ cookies: CookieNames, into out: inout ByteBuffer) {
        out.append("Set-Cookie: ")
        out.append(cookies.admission.written)
        out.append("=")
        out.append(token)
        out.append(cookies.attributes)
        out.append("; Max-Age=3600\r\n")
    }

    /// Appends `Set-Cookie` that removes the admission token.
    func appendAdmissionRemoval(_ cookies: CookieNames, into out: inout ByteBuffer) {
        appendRemoval(of: cookies.admission, cookies, into: &out)
    }

    /// Appends `Set-Cookie` that removes the slip.
    func appendSlipRemoval(_ cookies: CookieNames, into out: inout ByteBuffer) {
        appendRemoval(of: cookies.slip, cookies, into: &out)
    }

    private func appendRemoval(
        of name: CookieName, _ cookies: CookieNames, into out: inout ByteBuffer
    ) {
        out.append("Set-Cookie: ")
        out.append(name.written)
        out.append("=")
        out.append(cookies.attributes)
        out.append("; Max-Age=0\r\n")
    }

    /// A room's cookies on this connection: `__Host-` over TLS (as a trusted proxy says), plain on loopback.
    func cookies(_ head: RequestHead, peer: SocketAddress, of desk: RoomDesk) -> CookieNames {
        if isOverTLS(head, peer: peer) { return desk.plan.secureCookies }
        return desk.plan.cookies(isSecure: !peer.isLoopback && !plan.insecureCookies)
    }

    /// Whether a browser would keep our cookies: not over plain HTTP from afar, unless the operator allows
    /// that (API.md).
    func keepsCookies(_ head: RequestHead, peer: SocketAddress) -> Bool {
        peer.isLoopback || plan.insecureCookies || isOverTLS(head, peer: peer)
    }

    /// Tells a browser on plain HTTP why it gets no place: each reload would take another one and lose it.
    func failWithoutTLS(_ exchange: Exchange) {
        fail(
            exchange, .misdirected,
            detail: "Use https: over plain HTTP a browser cannot keep its place. "
                + "Operators: see trusted_proxies and insecure_cookies.")
    }

    private func isOverTLS(_ head: RequestHead, peer: SocketAddress) -> Bool {
        guard plan.trusts(peer), let proto = head.firstValue(.xForwardedProto) else { return false }
        return head.with(proto) { $0.equalsIgnoringCase("https") }
    }
}

/// The field names that the house looks up; found while a head is parsed, whatever their capitals.
///
/// There are fewer than 64, so that a head says in one word which of them it has.
package enum KnownField: UInt8, Sendable, CaseIterable {
    /// The field that `name` spells, A to C.
    case accept, acceptEncoding, acceptLanguage, authorization, cacheControl, connection, contentEncoding,
        contentLength, contentType, cookie
    /// The field that `name` spells, D to O.
    case date, expect, forwarded, host, idempotencyKey, ifMatch, ifModifiedSince, ifNoneMatch, keepAlive,
        lastEventID, location, origin
    /// The field that `name` spells, P to R.
    case proxyAuthenticate, proxyAuthorization, proxyConnection, purpose, referer, retryAfter
    /// The field that `name` spells, S; the ones that begin with `sluice` are our own.
    case secFetchDest, secFetchMode, secFetchSite, secPurpose, server, setCookie, sluiceAdmission,
        sluiceSession, sluiceSlip
    /// The field that `name` spells, T to X.
    case te, traceparent, tracestate, trailer, transferEncoding, upgrade, userAgent, via, xForwardedFor,
        xForwardedHost, xForwardedMethod, xForwardedProto, xForwardedURI, xOriginalMethod, xOriginalURI,
        xRequestID, xSluiceAdmission
    /// Any other name.
    case other

    /// The name in lower case, empty for `other`.
    package var name: StaticString {
        switch self {
        case .accept: "accept"
        case .acceptEncoding: "accept-encoding"
        case .acceptLanguage: "accept-language"
        case .authorization: "authorization"
        case .cacheControl: "cache-control"
        case .connection: "connection"
        case .contentEncoding: "content-encoding"
        case .contentLength: "content-length"
        case .contentType: "content-type"
        case .cookie: "cookie"
        case .date: "date"
        case .expect: "expect"
        case .forwarded: "forwarded"
        case .host: "host"
        case .idempotencyKey: "idempotency-key"
        case .ifMatch: "if-match"
        case .ifModifiedSince: "if-modified-since"
        case .ifNoneMatch: "if-none-match"
        case .keepAlive: "keep-alive"
        case .lastEventID: "last-event-id"
        case .location: "location"
        case .origin: "origin"
        case .proxyAuthenticate: "proxy-authenticate"
        case .proxyAuthorization: "proxy-authorization"
        case .proxyConnection: "proxy-connection"
        case .purpose: "purpose"
        case .referer: "referer"
        case .retryAfter: "retry-after"
        case .secFetchDest: "sec-fetch-dest"
        case .secFetchMode: "sec-fetch-mode"
        case .secFetchSite: "sec-fetch-site"
        case .secPurpose: "sec-purpose"
        case .server: "server"
        case .setCookie: "set-cookie"
        case .sluiceAdmission: "sluice-admission"
        case .sluiceSession: "sluice-session"
        case .sluiceSlip: "sluice-slip"
        case .te: "te"
        case .traceparent: "traceparent"
        case .tracestate: "tracestate"
        case .trailer: "trailer"
        case .transferEncoding: "transfer-encoding"
        case .upgrade: "upgrade"
        case .userAgent: "user-agent"
        case .via: "via"
        case .xForwardedFor: "x-forwarded-for"
        case .xForwardedHost: "x-forwarded-host"
        case .xForwardedMethod: "x-forwarded-method"
        case .xForwardedProto: "x-forwarded-proto"
        case .xForwardedURI: "x-forwarded-uri"
        case .xOriginalMethod: "x-original-method"
        case .xOriginalURI: "x-original-uri"
        case .xRequestID: "x-request-id"
        case .xSluiceAdmission: "x-sluice-admission"
        case .other: ""
        }
    }
}

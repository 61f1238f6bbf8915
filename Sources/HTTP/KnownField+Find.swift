extension KnownField {
    /// The field that a name means; the name must consist of token bytes.
    ///
    /// The length picks a few candidates, each compared as words of eight bytes with capitals folded.
    static func find(_ name: UnsafePointer<UInt8>, _ length: Int) -> KnownField {
        switch length {
        case 2...9: findShort(name, length)
        case 10...13: findMiddle(name, length)
        default: findLong(name, length)
        }
    }

    private static func findShort(_ name: UnsafePointer<UInt8>, _ length: Int) -> KnownField {
        switch length {
        case 2:
            if Word.equalFolded(name, length, "te") { return .te }
        case 3:
            if Word.equalFolded(name, length, "via") { return .via }
        case 4:
            if Word.equalFolded(name, length, "host") { return .host }
            if Word.equalFolded(name, length, "date") { return .date }
        case 6:
            if Word.equalFolded(name, length, "cookie") { return .cookie }
            if Word.equalFolded(name, length, "accept") { return .accept }
            if Word.equalFolded(name, length, "expect") { return .expect }
            if Word.equalFolded(name, length, "origin") { return .origin }
            if Word.equalFolded(name, length, "server") { return .server }
        case 7:
            if Word.equalFolded(name, length, "purpose") { return .purpose }
            if Word.equalFolded(name, length, "referer") { return .referer }
            if Word.equalFolded(name, length, "trailer") { return .trailer }
            if Word.equalFolded(name, length, "upgrade") { return .upgrade }
        case 8:
            if Word.equalFolded(name, length, "if-match") { return .ifMatch }
            if Word.equalFolded(name, length, "location") { return .location }
        case 9:
            if Word.equalFolded(name, length, "forwarded") { return .forwarded }
        default: break
        }
        return .other
    }

    private static func findMiddle(_ name: UnsafePointer<UInt8>, _ length: Int) -> KnownField {
        switch length {
        case 10:
            if Word.equalFolded(name, length, "connection") { return .connection }
            if Word.equalFolded(name, length, "user-agent") { return .userAgent }
            if Word.equalFolded(name, length, "keep-alive") { return .keepAlive }
            if Word.equalFolded(name, length, "set-cookie") { return .setCookie }
            if Word.equalFolded(name, length, "tracestate") { return .tracestate }
        case 11:
            if Word.equalFolded(name, length, "retry-after") { return .retryAfter }
            if Word.equalFolded(name, length, "sec-purpose") { return .secPurpose }
            if Word.equalFolded(name, length, "sluice-slip") { return .sluiceSlip }
            if Word.equalFolded(name, length, "traceparent") { return .traceparent }
        case 12:
            if Word.equalFolded(name, length, "content-type") { return .contentType }
            if Word.equalFolded(name, length, "x-request-id") { return .xRequestID }
        case 13:
            if Word.equalFolded(name, length, "authorization") { return .authorization }
            if Word.equalFolded(name, length, "cache-control") { return .cacheControl }
            if Word.equalFolded(name, length, "if-none-match") { return .ifNoneMatch }
            if Word.equalFolded(name, length, "last-event-id") { return .lastEventID }
        default: break
        }
        return .other
    }

    private static func findLong(_ name: UnsafePointer<UInt8>, _ length: Int) -> KnownField {
        switch length {
        case 14:
            if Word.equalFolded(name, length, "content-length") { return .contentLength }
            if Word.equalFolded(name, length, "sec-fetch-dest") { return .secFetchDest }
            if Word.equalFolded(name, length, "sec-fetch-mode") { return .secFetchMode }
            if Word.equalFolded(name, length, "sec-fetch-site") { return .secFetchSite }
            if Word.equalFolded(name, length, "sluice-session") { return .sluiceSession }
            if Word.equalFolded(name, length, "x-original-uri") { return .xOriginalURI }
        case 15:
            if Word.equalFolded(name, length, "accept-language") { return .acceptLanguage }
            if Word.equalFolded(name, length, "accept-encoding") { return .acceptEncoding }
            if Word.equalFolded(name, length, "idempotency-key") { return .idempotencyKey }
            if Word.equalFolded(name, length, "x-forwarded-for") { return .xForwardedFor }
            if Word.equalFolded(name, length, "x-forwarded-uri") { return .xForwardedURI }
        case 16:
            if Word.equalFolded(name, length, "content-encoding") { return .contentEncoding }
            if Word.equalFolded(name, length, "proxy-connection") { return .proxyConnection }
            if Word.equalFolded(name, length, "sluice-admission") { return .sluiceAdmission }
            if Word.equalFolded(name, length, "x-forwarded-host") { return .xForwardedHost }
        case 17:
            if Word.equalFolded(name, length, "if-modified-since") { return .ifModifiedSince }
            if Word.equalFolded(name, length, "transfer-encoding") { return .transferEncoding }
            if Word.equalFolded(name, length, "x-forwarded-proto") { return .xForwardedProto }
            if Word.equalFolded(name, length, "x-original-method") { return .xOriginalMethod }
        case 18:
            if Word.equalFolded(name, length, "proxy-authenticate") { return .proxyAuthenticate }
            if Word.equalFolded(name, length, "x-forwarded-method") { return .xForwardedMethod }
            if Word.equalFolded(name, length, "x-sluice-admission") { return .xSluiceAdmission }
        case 19:
            if Word.equalFolded(name, length, "proxy-authorization") { return .proxyAuthorization }
        default: break
        }
        return .other
    }
}

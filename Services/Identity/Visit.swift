internal import Bytes
internal import HTTP
internal import ServiceKit

/// Who comes, and how they want their tokens: what routes need of a request besides its body.
struct Visit {
    /// When the request was looked at, in milliseconds since 1970.
    let arrivedAt: Int64
    let client: ClientAddress
    /// Whether the visitor reached us over TLS, as the gateway says.
    let isSecure: Bool
    /// Whether tokens go into cookies.
    let usesCookies: Bool
    /// The cookie of a browser that was in before, as it came.
    let device: String?

    /// Throws where a page of another site wants cookies to be set.
    init(_ request: ServiceRequest, _ context: ServiceContext, cookies: Bool?) throws(ServiceError) {
        arrivedAt = context.now
        client = request.client
        isSecure = request.field(.xForwardedProto) == "https"
        device = SessionCookie.device.value(in: request)
        let isBrowser = request.head.has(.secFetchSite) || request.head.has(.origin)
        usesCookies = cookies ?? isBrowser
        // Else another site could log the visitor into somebody else's account.
        if usesCookies, !request.head.comesFromOurPages(trustsProxy: true) { throw .forbidden }
    }

    /// The address as the audit keeps it.
    var address: String { Self.text(client) }

    /// What limits count by.
    var network: String { Self.text(client.limitKey) }

    private static func text(_ address: ClientAddress) -> String {
        var text = ByteBuffer(capacity: 48)
        address.append(to: &text)
        return String(decoding: text.copyBytes(), as: UTF8.self)
    }
}

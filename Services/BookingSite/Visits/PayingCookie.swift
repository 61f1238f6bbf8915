internal import HTTP
internal import ServiceKit

/// What the browser remembers of a payment that was begun: which order, which payment.
///
/// Only for choosing what a page shows: both services check on their own whose order and payment it is.
struct PayingCookie {
    let order: String
    let payment: String

    init(order: String, payment: String) {
        self.order = order
        self.payment = payment
    }

    /// The cookie of a request, if it has one that makes sense.
    init?(_ request: ServiceRequest) {
        guard let value = request.cookie("sluice-paying") else { return nil }
        let parts = value.split(separator: ".")
        guard parts.count == 2, parts.allSatisfy({ Self.isID($0) }) else { return nil }
        self.init(order: String(parts[0]), payment: String(parts[1]))
    }

    /// The Set-Cookie field.
    func field(_ request: ServiceRequest) -> String {
        Self.field("\(order).\(payment)", life: 7200, request)
    }

    /// The Set-Cookie field that takes it away.
    static func cleared(_ request: ServiceRequest) -> String { field("", life: 0, request) }

    private static func field(_ value: String, life: Int, _ request: ServiceRequest) -> String {
        let secure = request.field(.xForwardedProto) == "https" ? "; Secure" : ""
        return "sluice-paying=\(value); Path=/; Max-Age=\(life)\(secure); HttpOnly; SameSite=Lax"
    }

    private static func isID(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F
            }
    }
}

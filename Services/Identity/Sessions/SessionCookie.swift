internal import ServiceKit

/// The cookies of a browser's session: the access token, which services read, and the refresh token; and the
/// one that stays when it is over, by which a browser is known that was in before.
///
/// All are out of scripts' reach and stay with this one host; without TLS on loopback they lose the prefix
/// and `Secure`, which browsers demand of each other (CONVENTIONS.md 1.14).
enum SessionCookie {
    case access
    case refresh
    case device

    private func name(isSecure: Bool) -> String {
        switch (self, isSecure) {
        case (.access, true): "__Host-sluice-u"
        case (.access, false): "sluice-u"
        case (.refresh, true): "__Host-sluice-r"
        case (.refresh, false): "sluice-r"
        case (.device, true): "__Host-sluice-d"
        case (.device, false): "sluice-d"
        }
    }

    /// The field that sets it.
    func field(_ value: String, seconds: Int, _ visit: Visit) -> ResponseField {
        let secure = visit.isSecure ? "; Secure" : ""
        let rules = "Path=/; Max-Age=\(seconds); HttpOnly\(secure); SameSite=Lax"
        return ResponseField("Set-Cookie", "\(name(isSecure: visit.isSecure))=\(value); \(rules)")
    }

    /// The fields that take the session's away.
    static func removal(_ visit: Visit) -> [ResponseField] {
        [access.field("", seconds: 0, visit), refresh.field("", seconds: 0, visit)]
    }

    /// Its value in a request, nil where it is absent or empty.
    func value(in request: ServiceRequest) -> String? {
        switch self {
        case .access: request.ownCookie("__Host-sluice-u", "sluice-u")
        case .refresh: request.ownCookie("__Host-sluice-r", "sluice-r")
        case .device: request.ownCookie("__Host-sluice-d", "sluice-d")
        }
    }
}

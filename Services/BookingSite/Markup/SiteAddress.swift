internal import ServiceKit

/// The addresses of the site's pages: each shape written once, parameters escaped.
enum SiteAddress {
    static let home = "/"
    static let trips = "/trips"
    static let trip = "/trips/{id}"
    static let holds = "/holds"
    static let hold = "/holds/{id}"
    static let holdExtension = "/holds/{id}/extend"
    static let holdRelease = "/holds/{id}/release"
    static let holdOrder = "/holds/{id}/order"
    static let orders = "/orders"
    static let order = "/orders/{id}"
    static let orderPayment = "/orders/{id}/pay"
    static let orderCancellation = "/orders/{id}/cancel"
    static let orderEnd = "/orders/{id}/done"
    static let waitlist = "/waitlist"
    static let waitlistLeave = "/waitlist/{id}/leave"
    static let login = "/login"
    static let secondFactor = "/login/code"
    static let logout = "/logout"
    static let register = "/register"
    static let verify = "/verify"
    static let language = "/language/{code}"
    static let done = "/done"

    /// A template with its one parameter filled in.
    static func path(_ template: String, _ value: String) -> String {
        guard let open = template.firstIndex(of: "{"), let close = template.firstIndex(of: "}") else {
            return template
        }
        return template[..<open] + FormText.encode(value) + template[template.index(after: close)...]
    }

    /// A path with a query; pairs without a value are left out.
    static func query(_ path: String, _ pairs: [(String, String?)]) -> String {
        let text = pairs.compactMap { name, value in
            value.map { "\(name)=\(FormText.encode($0))" }
        }.joined(separator: "&")
        return text.isEmpty ? path : "\(path)?\(text)"
    }

    /// A way back that somebody named, if it is one within this site; else the first page.
    ///
    /// Only a path: a host, a scheme or a backslash in it could lead elsewhere.
    static func wayBack(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 1024,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C && $0 != 0x22 })
        else { return home }
        return text
    }
}

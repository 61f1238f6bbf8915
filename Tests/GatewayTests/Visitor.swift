import HTTP
import TestKit

/// Somebody in front of a gateway: a blocking client with cookies, one connection a request.
final class Visitor {
    /// Cookies by their name.
    var cookies: [String: String] = [:]
    private let connect: () throws -> RawClient

    init(_ connect: @escaping () throws -> RawClient) {
        self.connect = connect
    }

    /// Sends a request and reads its answer; `fields` are whole lines.
    @discardableResult
    func send(_ method: String, _ path: String, _ fields: [String] = [], body: String? = nil) throws
        -> RawResponse
    {
        let client = try connect()
        var text = "\(method) \(path) HTTP/1.1\r\nHost: tickets.example\r\nConnection: close\r\n"
        for field in fields { text += field + "\r\n" }
        if !cookies.isEmpty {
            text +=
                "Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") + "\r\n"
        }
        if let body { text += "Content-Length: \(body.utf8.count)\r\n" }
        try client.send(text + "\r\n" + (body ?? ""))
        let response = try client.response(hasBody: method != "HEAD")
        keep(response)
        return response
    }

    @discardableResult
    func get(_ path: String, _ fields: [String] = []) throws -> RawResponse {
        try send("GET", path, fields)
    }

    /// A browser's navigation.
    @discardableResult
    func navigate(_ path: String, _ fields: [String] = []) throws -> RawResponse {
        try send("GET", path, ["Accept: text/html,*/*;q=0.8", "Sec-Fetch-Mode: navigate"] + fields)
    }

    private func keep(_ response: RawResponse) {
        for cookie in response.cookies {
            let isOver = cookie.attributes.contains("Max-Age=0")
            cookies[cookie.name] = isOver ? nil : cookie.value
        }
    }
}

extension RawResponse {
    /// The cookies that it sets.
    var cookies: [(name: String, value: String, attributes: [String])] {
        head.split(separator: "\r\n").compactMap { line in
            guard line.lowercased().hasPrefix("set-cookie: ") else { return nil }
            let parts = line.dropFirst(12).split(separator: ";").map { String($0.drop { $0 == " " }) }
            guard let equals = parts[0].firstIndex(of: "=") else { return nil }
            let value = String(parts[0][parts[0].index(after: equals)...])
            return (String(parts[0][..<equals]), value, Array(parts.dropFirst()))
        }
    }

    /// The body as JSON.
    var json: JSONValue {
        get throws { try JSONReader.read(body.span.bytes) }
    }

    /// The code of a problem document, or nil.
    var code: String? { (try? json)?["code"]?.text }
}

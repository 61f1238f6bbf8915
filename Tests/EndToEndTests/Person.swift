import Foundation

/// A visitor with a browser's cookies, who may go to any gateway.
final class Person {
    /// What the browser keeps.
    var slip: String?
    var token: String?

    /// One request on a new connection; cookies are sent and kept.
    @discardableResult
    func ask(
        _ method: String, _ path: String, at port: UInt16, fields: [String: String] = [:], body: String? = nil
    ) throws -> Answer {
        let wire = try Wire(port)
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"]
        var cookies: [String] = []
        if let slip { cookies.append("sluice-q=\(slip)") }
        if let token { cookies.append("sluice-a=\(token)") }
        if !cookies.isEmpty { lines.append("Cookie: \(cookies.joined(separator: "; "))") }
        for (name, value) in fields { lines.append("\(name): \(value)") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        if body == nil, method == "POST" { lines.append("Content-Length: 0") }
        wire.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")).utf8))
        let answer = try Answer.read(wire, isHead: method == "HEAD")
        keep(answer)
        return answer
    }

    /// A page as a browser asks for it.
    func browse(_ path: String, at port: UInt16) throws -> Answer {
        try ask(
            "GET", path, at: port, fields: ["Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"])
    }

    func join(at port: UInt16) throws -> Answer { try ask("POST", "/_sluice/v1/rooms/demo/places", at: port) }
    func look(at port: UInt16) throws -> Answer { try ask("GET", "/_sluice/v1/rooms/demo/place", at: port) }
    func claim(at port: UInt16) throws -> Answer {
        try ask("POST", "/_sluice/v1/rooms/demo/admission", at: port)
    }
    func finish(at port: UInt16) throws -> Answer {
        try ask("DELETE", "/_sluice/v1/rooms/demo/admission", at: port)
    }

    /// Polls and claims until the room lets this person in, as the waiting page does.
    func getIn(at port: UInt16, within seconds: Double = 10) throws -> Bool {
        try eventually(within: seconds) {
            guard try look(at: port).string("state") == "called" else { return false }
            return try claim(at: port).status == 200
        }
    }

    private func keep(_ answer: Answer) {
        if let value = answer.cookie("sluice-q") { slip = value.isEmpty ? nil : value }
        if let value = answer.cookie("sluice-a") { token = value.isEmpty ? nil : value }
    }
}

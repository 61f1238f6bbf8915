import Bytes
import HTTP

extension Rush {
    private static let holds: StaticString = "/api/holds"

    /// Appends a request as bytes, with what its person has to show.
    func write(_ request: LoadRequest<RushStep>, into output: inout ByteBuffer) {
        let person = people[Int(request.visitor)]
        switch request.purpose {
        case .join:
            line("/places", "POST ", &output)
            output.append("Content-Length: 0\r\n\r\n")
        case .claim:
            line("/admission", "POST ", &output)
            field("Sluice-Slip: ", person.slip, &output)
            output.append("Content-Length: 0\r\n\r\n")
        case .leave:
            line("/admission", "DELETE ", &output)
            field("Sluice-Admission: ", person.admission, &output)
            output.append("\r\n")
        case .register: register(request.visitor, person, &output)
        case .code:
            let mail = Person.mail(request.visitor, run: run)
            let path = "/v1/demo/otp?to=" + mail.replacing("@", with: "%40")
            begin("GET ", Array(path.utf8), &output)
            output.append("\r\n")
        case .prove: prove(person, &output)
        case .stations: read(Array("/api/stations".utf8), person, &output)
        case .ask(let question):
            let index = Int(question)
            read(searches.isEmpty ? questions[index] : searches[index].path, person, &output)
        case .look(let trip): read(Array(rushedTrips[Int(trip)].mapPath.utf8), person, &output)
        case .attempt(let seat, let number, _): attempt(seat, number, person, &output)
        }
    }

    // MARK: Parts

    private func line(_ end: StaticString, _ method: StaticString, _ output: inout ByteBuffer) {
        output.append(method)
        output.append("/_sluice/v1/rooms/")
        output.append(string: settings.room)
        output.append(end)
        host(&output)
    }

    private func begin(_ method: StaticString, _ path: [UInt8], _ output: inout ByteBuffer) {
        output.append(method)
        output.append(path)
        host(&output)
    }

    private func host(_ output: inout ByteBuffer) {
        output.append(" HTTP/1.1\r\nHost: ")
        output.append(string: settings.host)
        output.append("\r\n")
    }

    private func field(_ name: StaticString, _ value: [UInt8], _ output: inout ByteBuffer) {
        output.append(name)
        output.append(value)
        output.append("\r\n")
    }

    private func shown(_ person: Person, _ output: inout ByteBuffer) {
        field("Sluice-Admission: ", person.admission, &output)
        if !person.user.isEmpty { field("Authorization: Bearer ", person.user, &output) }
    }

    private func read(_ path: [UInt8], _ person: Person, _ output: inout ByteBuffer) {
        begin("GET ", path, &output)
        shown(person, &output)
        output.append("\r\n")
    }

    private func body(_ body: [UInt8], _ output: inout ByteBuffer) {
        output.append("Content-Type: application/json\r\nContent-Length: ")
        output.append(decimal: body.count)
        output.append("\r\n\r\n")
        output.append(body)
    }

    /// Keys differ by run, seat and attempt, and a repeated attempt keeps its own.
    private func key(_ what: StaticString, _ first: Int, _ second: Int, _ output: inout ByteBuffer) {
        output.append("Idempotency-Key: \"")
        output.append(string: run)
        output.append(what)
        output.append(decimal: first)
        output.append("-")
        output.append(decimal: second)
        output.append("\"\r\n")
    }

    private func register(_ index: Int32, _ person: Person, _ output: inout ByteBuffer) {
        begin("POST ", Array("/api/accounts".utf8), &output)
        shown(person, &output)
        key("-p", Int(index), 0, &output)
        var text = ByteBuffer()
        _ = JSONWriter.write(into: &text) { json in
            json.beginObject()
            json.member("email", text: Person.mail(index, run: run))
            json.member("password", text: "a long password of \(run) \(index)")
            json.member("name", text: "Rush \(index)")
            json.endObject()
        }
        body(text.copyBytes(), &output)
    }

    private func prove(_ person: Person, _ output: inout ByteBuffer) {
        begin("POST ", Array("/api/otp/verify".utf8), &output)
        shown(person, &output)
        var text = ByteBuffer()
        _ = JSONWriter.write(into: &text) { json in
            json.beginObject()
            json.member("id", text: String(decoding: person.challenge, as: UTF8.self))
            json.member("code", text: String(decoding: person.code, as: UTF8.self))
            json.endObject()
        }
        body(text.copyBytes(), &output)
    }

    private func attempt(_ seat: Int32, _ number: Int32, _ person: Person, _ output: inout ByteBuffer) {
        output.append("POST ")
        output.append(Self.holds)
        host(&output)
        shown(person, &output)
        key("-s", Int(seat), Int(number), &output)
        body(wishes[Int(seat)].body, &output)
    }
}

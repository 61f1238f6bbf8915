import Bytes

extension Rehearsal {
    /// Appends a request of a visitor, with the slip or the token that it has.
    func write(_ request: LoadRequest<VisitorStep>, into output: inout ByteBuffer) {
        switch request.purpose {
        case .join: line("POST ", "/places", into: &output)
        case .poll: line("GET ", "/place", into: &output)
        case .claim: line("POST ", "/admission", into: &output)
        case .finish: line("DELETE ", "/admission", into: &output)
        case .page: siteLine("GET ", settings.page, into: &output)
        case .leaveSite: siteLine("POST ", settings.leavePage, into: &output)
        }
        output.append(" HTTP/1.1\r\nHost: ")
        output.append(string: settings.host)
        output.append("\r\n")
        switch request.purpose {
        case .join: output.append("Content-Length: 0\r\n")
        case .poll: slip(of: request.visitor, into: &output)
        case .claim:
            output.append("Content-Length: 0\r\n")
            slip(of: request.visitor, into: &output)
        case .page, .finish: token(of: request.visitor, into: &output)
        case .leaveSite:
            output.append("Content-Length: 0\r\n")
            token(of: request.visitor, into: &output)
        }
        output.append("\r\n")
    }

    private func line(_ method: StaticString, _ end: StaticString, into output: inout ByteBuffer) {
        output.append(method)
        output.append("/_sluice/v1/rooms/")
        output.append(string: settings.room)
        output.append(end)
    }

    private func siteLine(_ method: StaticString, _ path: String, into output: inout ByteBuffer) {
        output.append(method)
        output.append(string: path)
    }

    private func slip(of visitor: Int32, into output: inout ByteBuffer) {
        output.append("Sluice-Slip: ")
        slips.append(Int(visitor), to: &output)
        output.append("\r\n")
    }

    private func token(of visitor: Int32, into output: inout ByteBuffer) {
        output.append("Sluice-Admission: ")
        output.append(tokens[visitor] ?? [])
        output.append("\r\n")
    }
}

import Bytes

extension RedisConnection {
    /// Sends AUTH, SELECT and INFO in one go; only the answer to INFO lets commands through.
    ///
    /// The first refusal ends the connection, so the order of the answers needs no state of its own.
    func shakeHands() {
        var arguments = RedisArguments()
        if let password = configuration.password {
            arguments.append("AUTH")
            if let username = configuration.username { arguments.append(string: username) }
            arguments.append(string: password.text)
            ask(arguments) { connection, result in
                guard case .failure(.server(let error)) = result else { return }
                connection.end(.authentication(code: error.code))
            }
        }
        if configuration.database != 0 {
            arguments.removeAll()
            arguments.append("SELECT")
            arguments.append(configuration.database)
            ask(arguments) { connection, result in connection.endIfRefused(result) }
        }
        arguments.removeAll()
        arguments.append("INFO")
        arguments.append("server")
        ask(arguments) { connection, result in
            connection.endIfRefused(result)
            guard case .success(let reply) = result else { return }
            if let runID = Self.runID(in: reply) {
                connection.letThrough(runID: runID)
            } else {
                connection.end(.protocolViolation)
            }
        }
    }

    private func ask(
        _ arguments: borrowing RedisArguments,
        _ answer: @escaping (RedisConnection, Result<RedisReply, RedisError>) -> Void
    ) {
        var command = ByteBuffer()
        arguments.writeCommand(into: &command)
        let refusal = command.withUnsafeReadable { bytes in
            send(bytes) { [weak self] result in
                if let self { answer(self, result) }
            }
        }
        if let refusal { end(refusal) }
    }

    private func endIfRefused(_ result: Result<RedisReply, RedisError>) {
        guard case .failure(let error) = result else { return }
        if case .server(let error) = error, error.code == "NOAUTH" || error.code == "WRONGPASS" {
            end(.authentication(code: error.code))
        } else {
            end(error)
        }
    }

    /// Reads the 40 digits after `run_id:` in the answer to INFO.
    static func runID(in reply: RedisReply) -> String? {
        guard case .bulk(let bytes) = reply else { return nil }
        for line in bytes.split(whereSeparator: { $0 == 13 || $0 == 10 }) {
            if line.starts(with: "run_id:".utf8) {
                let digits = line.dropFirst(7)
                return digits.count == 40 ? String(decoding: digits, as: UTF8.self) : nil
            }
        }
        return nil
    }
}

internal import CLibpq
import EventLoop

extension PostgresConnection {
    /// Runs a text of several statements without values by the simple protocol.
    ///
    /// Outside a transaction they are one by themselves.
    func script(_ text: String, within limit: Duration) async throws(PostgresError) -> PostgresRows {
        try beginSimple(text, within: limit)
        return try await answer().last ?? PostgresRows(affected: 0)
    }

    /// Runs a text as `script` does, for somebody who does not wait.
    func ask(_ text: String, _ completion: @escaping (Result<[PostgresRows], PostgresError>) -> Void) {
        do throws(PostgresError) {
            try beginSimple(text, within: configuration.statementTimeout)
            self.completion = completion
        } catch {
            completion(.failure(error))
        }
    }

    /// Sends rows into a table and answers how many there were.
    ///
    /// `limit` is for each 64 KiB and for the server's answer at the end.
    func copyIn(
        table: String, columns: [String], rows: some Sequence<[PostgresValue]>, within limit: Duration
    ) async throws(PostgresError) -> Int {
        let names = columns.map(CopyText.quoted).joined(separator: ", ")
        let target = table.split(separator: ".").map { CopyText.quoted(String($0)) }.joined(separator: ".")
        try beginSimple("COPY \(target) (\(names)) FROM STDIN", within: limit)
        _ = try await answer()
        do throws(PostgresError) {
            var chunk: [UInt8] = []
            for row in rows {
                guard row.count == columns.count else {
                    throw PostgresError(
                        .invalidArgument, "\(row.count) values for \(columns.count) columns")
                }
                try CopyText.append(row, to: &chunk)
                if chunk.count >= 65_536 {
                    try await put(chunk, within: limit)
                    chunk.removeAll(keepingCapacity: true)
                }
            }
            try await put(chunk, within: limit)
        } catch {
            breakOff()
            throw error
        }
        guard let handle, PQputCopyEnd(handle, nil) == 1 else { throw PostgresError(.connectionLost) }
        begin(.simple(nil), limit: limit)
        flush()
        // A server that refused a row has said so long ago, and says no more.
        takeAnswers()
        return try await answer().last?.affected ?? 0
    }

    private func beginSimple(_ text: String, within limit: Duration) throws(PostgresError) {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        guard isAvailable, let handle, PQexitPipelineMode(handle) == 1, PQsendQuery(handle, text) == 1 else {
            throw PostgresError(.connectionLost)
        }
        simpleAnswer = []
        begin(.simple(nil), limit: limit)
        flush()
    }

    /// Gives libpq some bytes of rows and waits until the socket has taken them.
    private func put(_ bytes: [UInt8], within limit: Duration) async throws(PostgresError) {
        while true {
            guard let handle, case .copying = work else { throw PostgresError(.connectionLost) }
            begin(.copying, limit: limit)
            let taken = bytes.withUnsafeBytes { raw in
                // Sound: CChar is a byte; libpq copies before it returns.
                PQputCopyData(
                    handle, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count))
            }
            guard taken >= 0 else { throw PostgresError(.connectionLost) }
            flush()
            let wake = await parking.park()
            if let outcome { _ = try outcome.get() }
            if wake == .cancelled { throw PostgresError(.cancelled) }
            if taken == 1 { return }
        }
    }

    /// Ends a COPY without its rows; what the server says to that is nobody's any more.
    private func breakOff() {
        guard let handle, case .copying = work else { return }
        PQputCopyEnd(handle, "the rows ended early")
        work = .simple(nil)
        flush()
        abandon()
        takeAnswers()
    }
}

internal import Bytes
package import Contracts
internal import Postgres
internal import Tokens

/// What an inspector without a network finds out of a scanned text: pure.
package struct PassInspection: Sendable, Equatable {
    /// Whether the passenger may travel with it at that time.
    package let isGood: Bool
    /// What to tell the inspector, a line each.
    package let lines: [String]

    /// Looks at a text with the published keys, and with a list of revocations where there is one.
    ///
    /// Spaces and line ends around the text are no part of it.
    package init(of text: String, keySet: [UInt8], revocations: [UInt8]? = nil, now: Timestamp) {
        do {
            let keys = try JSONWebKeySet.parse(keySet.span.bytes)
            let characters = Array(Self.trimmed(text).utf8)
            let pass = try PassVerifier(keys: keys).verify(characters.span.bytes)
            let list = try revocations.map { document throws(PassError) in
                try RevocationNotice.verified(document, keys: keys)
            }
            let verdict = Self.verdict(pass, list, now)
            isGood = verdict == nil
            lines =
                [verdict ?? "valid"] + Self.facts(pass)
                + (list.map { ["revocations of  \($0.time.text)"] } ?? [])
        } catch let error as PassError {
            isGood = false
            lines = ["NOT VALID: \(error)"]
        } catch {
            isGood = false
            lines = ["NOT VALID: the keys cannot be read"]
        }
    }

    private static func verdict(_ pass: TicketPass, _ list: RevocationList?, _ now: Timestamp) -> String? {
        let second = now.milliseconds / 1000
        if list?.revoked.contains("\(pass.ticket)") == true { return "NOT VALID: revoked" }
        if second < Int64(pass.validFrom) { return "NOT VALID: not yet" }
        if second >= Int64(pass.validUntil) { return "NOT VALID: over" }
        // What was revoked before such a list begins, or after it ends, is not in it.
        if let list, list.since != 0 || !list.complete { return "NOT CHECKED: the list is not whole" }
        return nil
    }

    private static func facts(_ pass: TicketPass) -> [String] {
        [
            "ticket          \(pass.ticket)",
            "train           \(pass.train) on \(pass.date)",
            "seat            \(pass.seat) (\(pass.seatClass))",
            "stops           \(pass.fromStop) to \(pass.toStop)",
            "valid           \(moment(pass.validFrom)) to \(moment(pass.validUntil))",
        ]
    }

    private static func moment(_ second: UInt32) -> String {
        Timestamp(milliseconds: Int64(second) * 1000).text
    }

    /// The text without what a file or a scanner puts around it; a space at its end may be its own.
    private static func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while let last = rest.last, last.isNewline || last == "\t" { rest.removeLast() }
        return rest.drop { $0.isWhitespace }
    }
}

import Bytes

@testable import HTTP

/// Request heads, parsed and told as text.
enum Heads {
    /// Parses a request head given as text, in one piece.
    static func parse(_ text: String, limits: HTTPLimits = HTTPLimits()) -> (HeadResult, RequestHead) {
        let head = RequestHead()
        return (parse(Array(text.utf8), limits: limits, into: head), head)
    }

    /// Parses a request head given as bytes, in one piece.
    static func parse(_ bytes: [UInt8], limits: HTTPLimits = HTTPLimits(), into head: RequestHead)
        -> HeadResult
    {
        bytes.withUnsafeBytes { RequestParser.parse($0.bytes, scanned: 0, limits: limits, into: head) }
    }

    /// Parses a growing prefix, cut at these places, as a connection does; the answer of the first decision.
    static func parseSplit(
        _ bytes: [UInt8], cuts: [Int], limits: HTTPLimits = HTTPLimits(), into head: RequestHead
    ) -> HeadResult {
        var scanned = 0
        for cut in cuts + [bytes.count] {
            let answer = bytes[..<cut].withUnsafeBytes {
                RequestParser.parse($0.bytes, scanned: scanned, limits: limits, into: head)
            }
            guard case .needMore(let next) = answer else { return answer }
            scanned = next
        }
        return .needMore(scanned: scanned)
    }

    /// What a head says, as text: equal for equal heads.
    static func describe(_ head: RequestHead) -> String {
        var lines = ["\(head.method) \(head.targetForm) \(head.minorVersion) \(head.framing)"]
        lines.append("path \(head.string(head.pathRange)) plain \(head.pathIsPlain)")
        lines.append(
            "query \(head.queryRange.map(head.string) ?? "-") host \(head.hostRange.map(head.string) ?? "-")")
        lines.append("keep \(head.keepAlive) continue \(head.expectsContinue) upgrade \(head.wantsUpgrade)")
        for index in 0..<head.fieldCount {
            let field = head.field(at: index)
            lines.append("\(field.known) \(head.string(field.name)) = \(head.string(field.value))")
        }
        return lines.joined(separator: "\n")
    }
}

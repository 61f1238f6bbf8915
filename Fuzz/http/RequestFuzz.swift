import Bytes
import HTTP

/// Request heads: the same answer in one piece and in two, and a proxied head that means the same.
enum RequestFuzz {
    private static let limits = HTTPLimits(headBytes: 2_048, fieldCount: 20, requestLineBytes: 512)

    static func run(_ input: [UInt8], cut: Int) {
        let whole = RequestHead()
        let answer = parse(input, 0, whole)
        let pieces = RequestHead()
        var second = parse(Array(input[..<cut]), 0, pieces)
        if case .needMore(let scanned) = second { second = parse(input, scanned, pieces) }
        precondition(answer == second, "cut at \(cut): \(answer) and \(second)")
        guard case .complete = answer else { return }
        precondition(whole.fieldCount == pieces.fieldCount && whole.framing == pieces.framing)
        readAll(whole)
        proxy(whole)
    }

    private static func parse(_ bytes: [UInt8], _ scanned: Int, _ head: RequestHead) -> HeadResult {
        bytes.withUnsafeBytes { RequestParser.parse($0.bytes, scanned: scanned, limits: limits, into: head) }
    }

    private static func readAll(_ head: RequestHead) {
        var sum = 0
        for index in 0..<head.fieldCount {
            let field = head.field(at: index)
            head.with(field.name) { name in
                precondition(name.byteCount > 0)
                sum &+= name.byteCount
            }
            head.with(field.value) { value in
                for place in 0..<value.byteCount {
                    let byte = value.byte(at: place)
                    precondition(byte >= 0x20 && byte != 0x7F || byte == 0x09)
                }
            }
        }
        if let cookie = head.cookie(named: "a") { head.with(cookie) { sum &+= $0.byteCount } }
        _ = ForwardedChain.client(of: head, peer: ClientAddress(v4: 0), trusted: [])
    }

    private static func proxy(_ head: RequestHead) {
        guard head.method != .connect else { return }
        var out = ByteBuffer()
        let rules = ForwardingRules(
            peer: ClientAddress(v4: 1), isTrusted: head.fieldCount % 2 == 0, fallbackHost: [0x61])
        ProxyHead.writeRequest(head, rules: rules, framing: head.framing, to: &out)
        HeadWriter.end(to: &out)
        let again = RequestHead()
        let answer = out.withReadable {
            RequestParser.parse($0, scanned: 0, limits: HTTPLimits(headBytes: 8_192), into: again)
        }
        precondition(answer == .complete(byteCount: out.count), "proxied: \(answer)")
        precondition(again.framing == head.framing && again.method == head.method && again.keepAlive)
        precondition(
            !again.has(.sluiceSlip) && !again.has(.connection) && again.cookie(named: "sluice-q") == nil)
    }
}

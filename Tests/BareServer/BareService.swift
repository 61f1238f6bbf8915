import Bytes
import EventLoop
import Glibc
import HTTP
import HTTPServer

/// Answers as little as a server can, and says what that costs the process.
///
/// `/` is answered from the parser and `/run` on a runner, both with 250 bytes in all. `/costs` says how many
/// turns the loop has made, how often accepting paused, the resident memory in bytes, the processor time in
/// milliseconds, and how often memory was allocated (-1 when nobody counts:
/// Tests/BareServer/count-allocations.c).
final class BareService: HTTPService {
    var server: LoopServer?
    private let reactor: Reactor
    private let response: [UInt8]
    private let allocations: (@convention(c) () -> Int)?

    init(_ reactor: Reactor) {
        self.reactor = reactor
        let head =
            "HTTP/1.1 200 OK\r\nServer: bare\r\nContent-Type: text/plain\r\nContent-Length: 120\r\nX-Filler: "
        let filler = String(repeating: "f", count: 250 - 120 - 4 - head.utf8.count)
        let text = head + filler + "\r\n\r\n" + String(repeating: "x", count: 120)
        response = Array(text.utf8)
        allocations = dlsym(nil, "counted_allocations").map {
            // Sound: the preloaded library declares the function so.
            unsafeBitCast($0, to: (@convention(c) () -> Int).self)
        }
    }

    func answer(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer {
        let head = request.head
        let isPlain = head.with(head.pathRange) { $0.equals("/") }
        if isPlain {
            out.append(response)
            return .answered
        }
        if head.with(head.pathRange, { $0.equals("/costs") }) {
            let text = costs()
            out.append(string: "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
            return .answered
        }
        return .needsRunner
    }

    func respond(to exchange: Exchange) async {
        exchange.output.append(response)
    }

    func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        out.append("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }

    private func costs() -> String {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let milliseconds =
            (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
            + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
        let pauses = server?.acceptPauses ?? 0
        return "\(reactor.turns) \(pauses) \(residentBytes()) \(milliseconds) \(allocations?() ?? -1)"
    }

    private func residentBytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 128)
        guard fgets(&buffer, 128, file) != nil else { return 0 }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

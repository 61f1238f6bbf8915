import Bytes
import EventLoop
import HTTP
import HTTPServer
import TestKit

extension TestService {
    func respond(to exchange: Exchange) async {
        if !reactor.executor.isCurrent { notes.add("off the loop") }
        let path = exchange.head.string(exchange.head.pathRange)
        do throws(ExchangeError) {
            switch path {
            case "/echo": try await echo(exchange)
            case "/echo-late":
                notes.add("waiting")
                _ = await gate.park()
                try await echo(exchange)
            case "/download": try await download(exchange)
            case "/gate":
                notes.add("waiting")
                let wake = await gate.park()
                notes.add("woken: \(wake)")
                Self.write("through", closes: exchange.closes, to: &exchange.output)
            case "/nothing": break
            case "/head-first":
                exchange.output.append("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                try await copy(exchange)
            default: Self.write("ran", closes: exchange.closes, to: &exchange.output)
            }
        } catch {
            notes.add("failed: \(error)")
            if error == .clientStalled, !exchange.isGone {
                exchange.closes = true
                exchange.output.append("HTTP/1.1 408 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            }
        }
        if !reactor.executor.isCurrent { notes.add("off the loop") }
        notes.add("done \(path)")
    }

    /// Answers with the number of body bytes and their sum.
    private func echo(_ exchange: Exchange) async throws(ExchangeError) {
        var sink = ByteBuffer()
        var count = 0
        var sum = 0
        while try await exchange.readBody(into: &sink) {
            count += sink.count
            sink.withReadable { for index in 0..<$0.byteCount { sum &+= Int($0.byte(at: index)) } }
            largestBuffer = max(largestBuffer, sink.allocatedBytes)
            sink.removeAll()
        }
        Self.write("\(count) \(sum)", closes: exchange.closes, to: &exchange.output)
    }

    /// Sends the body back as it comes, as chunks.
    private func copy(_ exchange: Exchange) async throws(ExchangeError) {
        var sink = ByteBuffer()
        while try await exchange.readBody(into: &sink) {
            sink.withReadable { ChunkWriter.append($0, to: &exchange.output) }
            sink.removeAll()
            try await exchange.flush()
        }
        ChunkWriter.finish(to: &exchange.output)
    }

    /// Streams as many chunks of 16 KiB as the query says.
    private func download(_ exchange: Exchange) async throws(ExchangeError) {
        let count = exchange.head.queryRange.flatMap { Int(exchange.head.string($0)) } ?? 1
        let piece = [UInt8](repeating: 0x61, count: 16 * 1024)
        exchange.output.append("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<count {
            piece.withUnsafeBytes { ChunkWriter.append($0.bytes, to: &exchange.output) }
            largestBuffer = max(largestBuffer, exchange.output.allocatedBytes)
            try await exchange.flush()
            handedOver += piece.count
        }
        ChunkWriter.finish(to: &exchange.output)
    }
}

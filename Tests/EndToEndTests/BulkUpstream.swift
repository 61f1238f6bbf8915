import Foundation
import Synchronization
import TestKit

/// An upstream that sends and takes any number of bytes, on threads of its own.
///
/// `GET /N` answers N bytes, `POST` answers how many bytes came.
// Sound as Sendable: the descriptor never changes and the threads share nothing else.
final class BulkUpstream: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = FreePort.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // Sound: the calls read and fill the address while it lasts.
        port = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = getsockname(listener, $0, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        guard listen(listener, 16) == 0 else { throw Broken("listen failed") }
        Thread.detachNewThread { [listener] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { return }
                Thread.detachNewThread { Self.serve(connection) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func serve(_ connection: Int32) {
        defer { close(connection) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var head: [UInt8] = []
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { return }
            head += buffer[..<count]
            guard let end = head.firstRange(of: [13, 10, 13, 10]) else { continue }
            let text = String(decoding: head[..<end.lowerBound], as: UTF8.self)
            let body = head.count - end.upperBound
            head = []
            if text.hasPrefix("GET /") {
                let size = Int(text.dropFirst(5).prefix { $0.isNumber }) ?? 0
                guard write(connection, "HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n"),
                    pour(connection, size)
                else {
                    return
                }
            } else {
                let line = text.components(separatedBy: "\r\n").first {
                    $0.lowercased().hasPrefix("content-length:")
                }
                let wanted = line.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
                guard drain(connection, wanted - body) else { return }
                let answer = "\(wanted)"
                guard write(connection, "HTTP/1.1 200 OK\r\nContent-Length: \(answer.count)\r\n\r\n\(answer)")
                else { return }
            }
        }
    }

    private static func write(_ connection: Int32, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private static func pour(_ connection: Int32, _ size: Int) -> Bool {
        let block = [UInt8](repeating: 0x61, count: 1 << 16)
        var left = size
        while left > 0 {
            let count = send(connection, block, min(left, block.count), Int32(MSG_NOSIGNAL))
            if count <= 0 { return false }
            left -= count
        }
        return true
    }

    private static func drain(_ connection: Int32, _ size: Int) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var left = size
        while left > 0 {
            let count = recv(connection, &buffer, min(left, buffer.count), 0)
            if count <= 0 { return false }
            left -= count
        }
        return true
    }
}

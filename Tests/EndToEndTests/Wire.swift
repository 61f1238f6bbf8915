import Foundation
import TestKit

/// A plain blocking connection to a port of this machine, with a time on every read and write.
final class Wire {
    private let descriptor: Int32
    private var buffered: [UInt8] = []

    init(_ port: UInt16, seconds: Int = 20) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        var address = FreePort.loopback(port)
        // Sound: connect reads the address as long as the call lasts.
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 {
            let code = errno
            close(descriptor)
            throw Broken("connect to \(port): errno \(code)")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Sends all bytes; false when the peer closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Reads once; empty at the end of the stream, when the peer reset, or when the time is over.
    func read() -> [UInt8] {
        if !buffered.isEmpty {
            defer { buffered = [] }
            return buffered
        }
        return withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { room in
            let count = recv(descriptor, room.baseAddress, room.count, 0)
            return count > 0 ? Array(room[..<count]) : []
        }
    }

    /// Gives back what was read too far.
    func unread(_ bytes: some Collection<UInt8>) {
        buffered = Array(bytes) + buffered
    }

    /// Everything until the peer closes, at most 1 MiB.
    func readToEnd() -> [UInt8] {
        var all: [UInt8] = []
        while all.count < 1 << 20 {
            let more = read()
            if more.isEmpty { break }
            all += more
        }
        return all
    }
}

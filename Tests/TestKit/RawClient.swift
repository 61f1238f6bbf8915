import Glibc

/// A blocking TCP client for raw bytes; every wait ends after ten seconds, so that a test fails instead of
/// hanging.
package final class RawClient {
    /// What a wait came to that brought no bytes.
    package enum Failure: Error, Equatable {
        case connect(Int32), send(Int32), receive(Int32), timeout, ended
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Connects to a port of this machine; with a small receive buffer the server soon has to wait.
    package init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            // Sound: a sockaddr_in is one of the forms of sockaddr.
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 { throw Failure.connect(errno) }
    }

    /// Takes over a connected socket.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { Glibc.close(descriptor) }

    /// Sends a string.
    package func send(_ text: String) throws {
        try send(bytes: Array(text.utf8))
    }

    /// Sends all the bytes.
    package func send(bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                // Sound: `sent` stays below the count.
                Glibc.send(
                    descriptor, raw.baseAddress.map { $0 + sent }, raw.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { throw Failure.send(errno) }
            sent += count
        }
    }

    /// Sends what the socket takes without waiting, and says how many bytes that were.
    package func sendSome(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
    }

    /// Ends the sending direction.
    package func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the closing a reset.
    package func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Reads up to a mark and answers with all that stood before and the mark itself.
    package func read(until mark: String) throws -> String {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            while searched + mark.count <= buffer.count {
                if buffer[searched..<searched + mark.count].elementsEqual(mark) {
                    return String(decoding: take(searched + mark.count), as: UTF8.self)
                }
                searched += 1
            }
            try fill()
        }
    }

    /// Reads so many bytes.
    package func read(count: Int) throws -> [UInt8] {
        while buffer.count < count { try fill() }
        return take(count)
    }

    /// Reads and forgets so many bytes.
    package func skip(_ count: Int) throws {
        var left = count
        while left > 0 {
            if buffer.isEmpty { try fill() }
            left -= take(min(left, buffer.count)).count
        }
    }

    /// Reads a response with a Content-Length or chunks.
    package func response(hasBody: Bool = true) throws -> RawResponse {
        let head = try read(until: "\r\n\r\n")
        var response = RawResponse(head: head)
        if !hasBody || response.status < 200 || [204, 304].contains(response.status) {
            return response
        }
        if let length = response.field("content-length").flatMap({ Int($0) }) {
            response.body = try read(count: length)
        } else if response.field("transfer-encoding") == "chunked" {
            while true {
                let line = try read(until: "\r\n").dropLast(1)
                guard let size = Int(line, radix: 16) else { throw Failure.ended }
                response.body += try read(count: size)
                _ = try read(count: 2)
                if size == 0 { break }
            }
        } else {
            response.body = try readToEnd()
        }
        return response
    }

    /// Reads until the peer ends its direction; a reset is an error.
    package func readToEnd() throws -> [UInt8] {
        do {
            while true { try fill() }
        } catch Failure.ended {
            return take(buffer.count)
        }
    }

    /// Whether the peer has ended the connection, in one way or the other, after all its bytes.
    package func isEnded() -> Bool {
        do {
            _ = try readToEnd()
            return true
        } catch Failure.receive(ECONNRESET) {
            return true
        } catch {
            return false
        }
    }

    private func take(_ count: Int) -> [UInt8] {
        let taken = Array(buffer.prefix(count))
        buffer.removeFirst(count)
        return taken
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count == 0 { throw Failure.ended }
        if count < 0 { throw errno == EAGAIN ? Failure.timeout : Failure.receive(errno) }
        buffer += chunk[..<count]
    }
}

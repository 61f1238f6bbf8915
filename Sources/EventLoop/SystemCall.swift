internal import CLinux
import Glibc

/// The few system calls of the loop, with EINTR repeated and would-block as a value.
package enum SystemCall {
    /// What a non-blocking read or write came to.
    package enum Transfer: Equatable {
        /// So many bytes moved; zero on a read is the end of the stream.
        case moved(Int)
        /// Nothing could move now.
        case wouldBlock
        /// The peer or the kernel ended the connection.
        case failed(Int32)
    }

    /// Reads from a non-blocking descriptor.
    package static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = clinux_receive(descriptor, buffer.baseAddress, UInt(buffer.count))
            if count >= 0 { return .moved(count) }
            switch Int32(-count) {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(checked(code))
            }
        }
    }

    /// Writes to a non-blocking socket; a peer that is gone is an error, never a signal.
    package static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
        while true {
            let count = clinux_send(descriptor, bytes.baseAddress, UInt(bytes.count))
            if count >= 0 { return .moved(count) }
            switch Int32(-count) {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(checked(code))
            }
        }
    }

    /// Closes a descriptor; whatever close reports, the descriptor is gone afterwards (close(2), Linux).
    package static func close(_ descriptor: Int32) {
        _ = Glibc.close(descriptor)
    }

    /// A result below zero becomes a `SystemError` with the call's name.
    @discardableResult
    package static func check(_ call: String, _ result: Int32) throws(SystemError) -> Int32 {
        if result < 0 { throw SystemError(call: call, code: checked(errno)) }
        return result
    }

    /// EBADF and EFAULT can only come from a bug in this program, so they trap.
    private static func checked(_ code: Int32) -> Int32 {
        precondition(code != EBADF && code != EFAULT, "a descriptor or pointer of ours is wrong")
        return code
    }

    /// Monotonic time in nanoseconds.
    package static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        _ = clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

internal import Bytes
internal import EventLoop

/// What one read from a socket came to.
///
/// A value, so that the buffer is free again when the connection acts on it: closing gives buffers back.
struct Received {
    let transfer: SystemCall.Transfer
    /// Whether the buffer was too small to tell if the socket is empty now.
    let wasFilled: Bool

    /// Reads once, behind a buffer's content, into at least so many free bytes.
    init(from descriptor: Int32, into buffer: inout ByteBuffer, atLeast minimum: Int) {
        var transfer = SystemCall.Transfer.wouldBlock
        var wasFilled = false
        _ = buffer.withFree(minimum: minimum) { free in
            transfer = SystemCall.read(descriptor, into: free)
            guard case .moved(let count) = transfer else { return 0 }
            wasFilled = count == free.count
            return count
        }
        self.transfer = transfer
        self.wasFilled = wasFilled
    }
}

import Bytes

/// Buffers that a proxied request borrows from its loop.
final class SpareBuffer {
    /// Bytes on their way to the upstream.
    var bytes = ByteBuffer(capacity: 2048)
    /// A decoded piece of a body on its way to another framing.
    var piece = ByteBuffer()

    /// Gives back what a large body made grow.
    func trim() {
        if bytes.allocatedBytes > 16 * 1024 { bytes.releaseMemory() } else { bytes.removeAll() }
        if piece.allocatedBytes > 16 * 1024 { piece.releaseMemory() } else { piece.removeAll() }
    }
}

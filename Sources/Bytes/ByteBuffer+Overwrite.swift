extension ByteBuffer {
    /// Lends the unread bytes for writing, for what is known only after the bytes behind it: lengths.
    @inlinable
    package mutating func withOverwritable<Value, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // Sound: the memory is ours alone while self is inout, and the pointer ends before the free bytes.
        try body(UnsafeMutableRawBufferPointer(start: base.map { $0 + start }, count: count))
    }
}

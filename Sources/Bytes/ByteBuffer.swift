/// A growable byte buffer with one owner: append at the end, consume from the front.
///
/// The storage is raw memory, so that a `read` or `recv` can fill it without zeroing and an emptied buffer
/// keeps (or gives back) its memory as the owner decides. Nothing is allocated before the first append.
package struct ByteBuffer: ~Copyable {
    // Sound: `base` is allocated and freed only here, the struct is ~Copyable, and every access is checked
    // against `capacity`; it is lent only inside a closure.
    @usableFromInline var base: UnsafeMutableRawPointer?
    @usableFromInline var capacity: Int
    @usableFromInline var start = 0
    @usableFromInline var end = 0

    /// An empty buffer; with a positive capacity it allocates that many bytes at once.
    package init(capacity: Int = 0) {
        precondition(capacity >= 0)
        self.capacity = capacity
        base = capacity > 0 ? .allocate(byteCount: capacity, alignment: 16) : nil
    }

    deinit {
        base?.deallocate()
    }

    /// How many bytes are appended and not consumed yet.
    @inlinable package var count: Int { end - start }
    /// Whether there is nothing to read.
    @inlinable package var isEmpty: Bool { start == end }
    /// How many bytes of memory the buffer holds.
    @inlinable package var allocatedBytes: Int { capacity }

    /// Lends the unread bytes for reading.
    @inlinable
    package borrowing func withReadable<Value, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // Sound: the span lives only inside the closure, while self is borrowed.
        try body(UnsafeRawBufferPointer(start: base.map { UnsafeRawPointer($0) + start }, count: count).bytes)
    }

    /// Lends the unread bytes as a pointer, for a system call.
    @inlinable
    package borrowing func withUnsafeReadable<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(UnsafeRawBufferPointer(start: base.map { UnsafeRawPointer($0) + start }, count: count))
    }

    /// Lends at least `minimum` bytes of free memory after the content; the closure says how many it filled.
    ///
    /// - Returns: What the closure returned; a negative count (a failed system call) appends nothing.
    @inlinable
    package mutating func withFree<Failure: Error>(
        minimum: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        reserve(minimum)
        guard let base else { return 0 }
        let filled = try fill(UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
        precondition(filled <= capacity - end)
        if filled > 0 { end += filled }
        return filled
    }

    /// Forgets the first `count` unread bytes.
    @inlinable
    package mutating func consume(_ count: Int) {
        precondition(count >= 0 && count <= self.count)
        start += count
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Forgets all content and keeps the memory.
    @inlinable
    package mutating func removeAll() {
        start = 0
        end = 0
    }

    /// Forgets the content past the first `count` unread bytes.
    package mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count)
        end = start + count
    }

    /// Forgets all content and gives the memory back.
    package mutating func releaseMemory() {
        base?.deallocate()
        base = nil
        capacity = 0
        start = 0
        end = 0
    }

    /// Makes room for `extra` more bytes: first by moving the content to the front, then by doubling.
    @inlinable
    package mutating func reserve(_ extra: Int) {
        if capacity - end < extra { grow(extra) }
    }

    @usableFromInline
    mutating func grow(_ extra: Int) {
        let unread = count
        if let base, capacity - unread >= extra, start >= unread {
            base.copyMemory(from: base + start, byteCount: unread)
        } else {
            let larger = max(64, max(unread + extra, capacity * 2))
            let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
            if let base {
                memory.copyMemory(from: base + start, byteCount: unread)
                base.deallocate()
            }
            base = memory
            capacity = larger
        }
        start = 0
        end = unread
    }
}

/// Cuts a child's output into lines of bounded length.
///
/// A line that is too long is cut: its beginning comes out once, with an ellipsis, and the rest of it is
/// dropped.
package struct LineCutter: Sendable {
    private var line: [UInt8] = []
    private var dropping = false
    private let longest: Int

    /// A cutter that keeps at most `longest` bytes of a line.
    ///
    /// Default 16 KiB.
    package init(longest: Int = 16_384) {
        precondition(longest > 0)
        self.longest = longest
    }

    /// Takes the next bytes and gives each line that they complete, without its end, to `emit`.
    package mutating func take(_ bytes: UnsafeRawBufferPointer, _ emit: ([UInt8]) -> Void) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            keep(rest[..<end], emit)
            finishLine(emit)
            rest = rest[(end + 1)...]
        }
        keep(rest, emit)
    }

    /// The output has ended: an unfinished line comes out too.
    package mutating func finish(_ emit: ([UInt8]) -> Void) {
        if !line.isEmpty || dropping { finishLine(emit) }
    }

    private mutating func keep(_ part: Slice<UnsafeRawBufferPointer>, _ emit: ([UInt8]) -> Void) {
        guard !dropping else { return }
        let room = longest - line.count
        line.append(contentsOf: part.prefix(room))
        if part.count > room {
            line.append(contentsOf: "…".utf8)
            emit(line)
            line.removeAll(keepingCapacity: true)
            dropping = true
        }
    }

    private mutating func finishLine(_ emit: ([UInt8]) -> Void) {
        if !dropping {
            if line.last == 0x0D { line.removeLast() }
            emit(line)
        }
        line.removeAll(keepingCapacity: true)
        dropping = false
    }
}

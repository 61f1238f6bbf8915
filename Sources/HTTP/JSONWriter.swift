package import Bytes

/// Writes one JSON document at the end of a byte buffer, without allocating and within a bound.
///
///     let complete = JSONWriter.write(into: &buffer) { json in
///         json.beginObject()
///         json.member("room", "demo")
///         json.endObject()
///     }
///
/// Commas are the writer's business. What would pass the bound, or nests deeper than 32, is not written and
/// makes the whole document fail.
package struct JSONWriter: ~Copyable {
    private var out: ByteBuffer
    private let limit: Int
    private let isSafeForScript: Bool
    private var depth = 0
    /// A bit for each depth: whether something already stands there, so that a comma is due.
    private var filled: UInt64 = 0
    private var hasKey = false
    private var failed = false

    private init(_ out: consuming ByteBuffer, limit: Int, isSafeForScript: Bool) {
        self.out = out
        self.limit = limit
        self.isSafeForScript = isSafeForScript
    }

    /// Appends what `body` writes to the buffer.
    ///
    /// At most `limit` bytes are appended. With `safeForScript` the document may stand inside a script
    /// element: `<`, `>` and `&` are escaped.
    /// - Returns: Whether the document is complete and within the limit; if not, nothing was appended.
    package static func write(
        into buffer: inout ByteBuffer, limit: Int = 65_536, safeForScript: Bool = false,
        _ body: (inout JSONWriter) -> Void
    ) -> Bool {
        let before = buffer.count
        var writer = JSONWriter(buffer, limit: before + limit, isSafeForScript: safeForScript)
        body(&writer)
        let complete = !writer.failed && writer.depth == 0 && !writer.hasKey && writer.out.count > before
        buffer = writer.finish()
        if !complete { buffer.truncate(to: before) }
        return complete
    }

    private consuming func finish() -> ByteBuffer { out }

    /// Opens an object.
    package mutating func beginObject() { open(0x7B) }
    /// Closes the innermost object.
    package mutating func endObject() { close(0x7D) }
    /// Opens an array.
    package mutating func beginArray() { open(0x5B) }
    /// Closes the innermost array.
    package mutating func endArray() { close(0x5D) }

    /// Writes the name of the next member; it must need no escaping.
    package mutating func key(_ name: StaticString) {
        guard prepare(name.utf8CodeUnitCount + 4) else { return }
        out.append(0x22)
        out.append(name)
        out.append("\":")
        hasKey = true
    }

    /// Writes a name that comes from elsewhere.
    package mutating func key(_ name: RawSpan) {
        string(name)
        guard !failed else { return }
        out.append(0x3A)
        hasKey = true
    }

    /// Writes a constant string, which must need no escaping.
    package mutating func string(_ value: StaticString) {
        guard prepare(value.utf8CodeUnitCount + 3) else { return }
        out.append(0x22)
        out.append(value)
        out.append(0x22)
    }

    /// Writes a string, escaped; what isn't UTF-8 becomes U+FFFD.
    package mutating func string(_ value: RawSpan) {
        guard prepare(value.byteCount + 3) else { return }
        out.append(0x22)
        JSONEscape.append(value, safeForScript: isSafeForScript, to: &out)
        out.append(0x22)
        check()
    }

    /// Writes a string, escaped; for places where a String is at hand.
    package mutating func string(text value: String) {
        var value = value
        value.withUTF8 { string(UnsafeRawBufferPointer($0).bytes) }
    }

    /// Writes an integer.
    package mutating func integer(_ value: Int) {
        guard prepare(21) else { return }
        out.append(decimal: value)
    }

    /// Writes a fixed-point number, such as 12.50 for 1250 units and 2 places (at most 18).
    package mutating func decimal(units: Int, places: Int) {
        guard prepare(24) else { return }
        let places = min(max(places, 0), 18)
        var divisor: UInt = 1
        for _ in 0..<places { divisor *= 10 }
        if units < 0 { out.append(0x2D) }
        out.append(decimal: units.magnitude / divisor)
        guard places > 0 else { return }
        out.append(0x2E)
        out.append(decimal: Int(units.magnitude % divisor), width: places)
    }

    /// Writes true or false.
    package mutating func bool(_ value: Bool) {
        guard prepare(6) else { return }
        if value { out.append("true") } else { out.append("false") }
    }

    /// Writes null.
    package mutating func null() {
        guard prepare(5) else { return }
        out.append("null")
    }

    private mutating func open(_ bracket: UInt8) {
        guard depth < 32 else {
            failed = true
            return
        }
        guard prepare(2) else { return }
        out.append(bracket)
        depth += 1
        filled &= ~(1 << UInt64(depth))
    }

    private mutating func close(_ bracket: UInt8) {
        guard !failed, depth > 0, !hasKey, out.count < limit else {
            failed = true
            return
        }
        depth -= 1
        out.append(bracket)
    }

    /// Writes the comma that is due before a value or key, if there is room for so many bytes.
    private mutating func prepare(_ byteCount: Int) -> Bool {
        guard !failed, byteCount <= limit - out.count else {
            failed = true
            return false
        }
        if hasKey {
            hasKey = false
        } else {
            let bit: UInt64 = 1 << UInt64(depth)
            if filled & bit != 0 { out.append(0x2C) }
            filled |= bit
        }
        return true
    }

    private mutating func check() {
        if out.count > limit { failed = true }
    }
}

import Bytes

/// A parsed response head of an upstream: its bytes, copied once, and the places of its parts in them.
///
/// `ResponseParser` overwrites it with each response. All ranges are places in this head and hold until then.
package final class ResponseHead {
    // Sound: as in RequestHead, a head belongs to one loop and is not read while the parser writes.
    @exclusivity(unchecked) @usableFromInline var block = HeadBlock()
    @exclusivity(unchecked) var facts = ResponseFacts()

    /// An empty head without memory.
    package init() {}

    /// The status, 100 to 599 but never 101.
    package var status: Int { facts.status }
    /// Whether this is an interim response (1xx), after which the final one follows.
    package var isInterim: Bool { facts.status < 200 }
    /// Where the reason phrase stands; it may be empty.
    package var reasonRange: Range<Int> { facts.reasonRange }
    /// 1 for HTTP/1.1, 0 for HTTP/1.0.
    package var minorVersion: UInt8 { facts.minorVersion }
    /// How the body is delimited, with the request's method and the status taken into account.
    package var framing: BodyFraming { facts.framing }
    /// The Content-Length as it was sent, also where no body follows (HEAD, 304).
    package var declaredLength: Int? { facts.declaredLength }
    /// Whether the connection may serve another request once the body is read.
    package var keepAlive: Bool {
        facts.reusable && facts.connection.persists(minorVersion: facts.minorVersion)
    }
    /// Whether Connection names fields that must not be passed on.
    var connectionNamesFields: Bool { facts.connection.namesFields }

    /// How many fields there are.
    package var fieldCount: Int { block.fieldCount }
    /// The field at `index`, which must be below `fieldCount`, in the order of arrival.
    package func field(at index: Int) -> HeadField { block.field(at: index) }
    /// Whether there is such a field.
    package func has(_ known: KnownField) -> Bool { block.has(known) }
    /// The value of the first such field.
    package func firstValue(_ known: KnownField) -> Range<Int>? { block.firstValue(known) }

    /// Lends the bytes at a place in this head.
    @inlinable
    package func with<Value, Failure: Error>(
        _ range: Range<Int>, _ body: (RawSpan) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // Sound: the range is checked, and the memory lives while self does and nobody parses into it.
        try body(block.bytes(at: range).bytes)
    }

    /// The bytes at a place as a string; not for the hot path.
    ///
    /// What is not UTF-8 becomes replacement characters.
    package func string(_ range: Range<Int>) -> String {
        with(range) { $0.copyString() }
    }

    /// How many bytes of memory the head holds.
    package var allocatedBytes: Int { block.allocatedBytes }

    /// Forgets the response and gives the memory back.
    package func releaseMemory() {
        block.releaseMemory()
        facts = ResponseFacts()
    }
}

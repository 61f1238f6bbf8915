import Bytes

/// A parsed request head: its bytes, copied once, and the places of its parts in them.
///
/// `RequestParser` overwrites it with each request, so that a connection or a loop can keep one and allocate
/// nothing. All ranges are places in this head and hold until it is parsed again. Lend bytes with `with`.
package final class RequestHead {
    // Sound: a head belongs to one loop and nothing below reads it while the parser writes, so the check at
    // run time (10 ns a look) is left out.
    @exclusivity(unchecked) @usableFromInline var block = HeadBlock()
    @exclusivity(unchecked) var facts = RequestFacts()

    /// An empty head without memory.
    package init() {}

    /// The method.
    package var method: Method { facts.method }
    /// Where the method's token stands.
    package var methodRange: Range<Int> { facts.methodRange }
    /// In which form the target came.
    package var targetForm: TargetForm { facts.form }
    /// Where the target stands, as it was sent.
    package var targetRange: Range<Int> { facts.targetRange }
    /// Where the path stands.
    ///
    /// It begins with a slash, or is `*` for asterisk-form, or empty for authority-form.
    package var pathRange: Range<Int> { facts.pathRange }
    /// Whether the path has no percent signs, no empty segments and no segments that begin with a dot.
    ///
    /// Such a path means the same to every server, so that rules may match its bytes as they are.
    package var pathIsPlain: Bool { facts.pathIsPlain }
    /// Where the query stands, without its question mark; nil without one.
    package var queryRange: Range<Int>? { facts.queryRange }
    /// Where the host and its optional port stand, in Host or in the target; nil only on HTTP/1.0.
    package var hostRange: Range<Int>? { facts.hostRange }
    /// 1 for HTTP/1.1, 0 for HTTP/1.0.
    package var minorVersion: UInt8 { facts.minorVersion }
    /// How the body is delimited; never `untilClose`.
    package var framing: BodyFraming { facts.framing }
    /// Whether the client wants to keep the connection after the answer.
    package var keepAlive: Bool { facts.connection.persists(minorVersion: facts.minorVersion) }
    /// Whether the client waits for 100 (Continue) before it sends the body.
    package var expectsContinue: Bool { facts.expectsContinue }
    /// Whether the client asks for another protocol on this connection.
    package var wantsUpgrade: Bool { facts.connection.upgrade && block.has(.upgrade) }
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

    /// Forgets the request and gives the memory back.
    package func releaseMemory() {
        block.releaseMemory()
        facts = RequestFacts()
    }
}

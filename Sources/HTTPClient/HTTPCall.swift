package import HTTP

/// One small request to another service, written whole: for calls that are rare, not for the proxy.
///
/// What goes into it must be checked by the caller: control bytes in a field or a target make the call fail.
package struct HTTPCall: Sendable {
    /// The method.
    package var method: Method
    /// The value of the Host field.
    package var host: String
    /// Path and query.
    package var target: String
    /// Further fields, without lengths.
    package var fields: [(name: String, value: String)]
    /// The body.
    package var body: [UInt8]

    /// A call of its parts.
    package init(
        _ method: Method, host: String, target: String, fields: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.host = host
        self.target = target
        self.fields = fields
        self.body = body
    }

    /// Whether nothing in the head could be taken for something else.
    var isSound: Bool {
        let texts = [host, target] + fields.flatMap { [$0.name, $0.value] }
        return !host.isEmpty && target.hasPrefix("/") && !target.utf8.contains(0x20)
            && texts.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    }
}

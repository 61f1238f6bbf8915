/// A response as a test reads it.
package struct RawResponse: Equatable {
    /// The status line and the fields, with the empty line.
    package var head: String
    /// The decoded body.
    package var body: [UInt8] = []

    /// The status.
    package var status: Int { Int(head.dropFirst(9).prefix(3)) ?? 0 }

    /// The body as a string.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field by its lower-case name.
    package func field(_ name: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            if line[..<colon].lowercased() == name {
                return String(line[line.index(after: colon)...].drop { $0 == " " })
            }
        }
        return nil
    }
}

import Bytes
import HTTP

/// JSON: what is read can be written and read again; any bytes can be written as a string.
enum JSONFuzz {
    static func run(_ input: [UInt8]) {
        var out = ByteBuffer()
        let complete = JSONWriter.write(into: &out, limit: 1 << 20, safeForScript: true) { json in
            input.withUnsafeBytes { json.string($0.bytes) }
        }
        precondition(
            complete && (try? out.withReadable { try JSONReader.read($0, maximumBytes: 1 << 20) }) != nil)
        guard let value = try? input.withUnsafeBytes({ try JSONReader.read($0.bytes) }) else { return }
        guard let text = value.text else { return }
        out.removeAll()
        _ = JSONWriter.write(into: &out, limit: 1 << 20) { $0.string(text: text) }
        let again = try? out.withReadable { try JSONReader.read($0, maximumBytes: 1 << 20) }
        precondition(again == value)
    }
}

import Bytes
import HTTP

/// Addresses, networks and trace contexts: what is read comes back from what is written.
enum AddressFuzz {
    static func run(_ input: [UInt8]) {
        input.withUnsafeBytes { raw in
            _ = ClientAddress(forwarded: raw.bytes)
            _ = AddressRange(raw.bytes)
            guard let address = ClientAddress(raw.bytes) else { return }
            var out = ByteBuffer()
            address.append(to: &out)
            precondition(out.withReadable { ClientAddress($0) } == address)
        }
        input.withUnsafeBytes { raw in
            guard let trace = TraceContext(raw.bytes) else { return }
            var out = ByteBuffer()
            trace.append(to: &out)
            precondition(out.withReadable { TraceContext($0) } == trace)
        }
    }
}

import Testing

@testable import HTTP

@Suite("The tables of the parser")
struct TableTests {
    @Test("know every field by its name in any capitals, and no near miss")
    func knownFields() {
        for known in KnownField.allCases where known != .other {
            let name = String(describing: known.name)
            #expect(find(name) == known)
            #expect(find(name.uppercased()) == known)
            #expect(find(name + "x") != known)
            for index in name.utf8.indices.map({ $0 }) {
                var bytes = Array(name.utf8)
                bytes[name.utf8.distance(from: name.utf8.startIndex, to: index)] = UInt8(ascii: "!")
                #expect(find(String(decoding: bytes, as: UTF8.self)) == .other)
            }
        }
        #expect(KnownField.allCases.count <= 64)
    }

    private func find(_ name: String) -> KnownField {
        Array(name.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { KnownField.find($0, bytes.count) } ?? .other
        }
    }

    @Test("have the bytes that the grammar names")
    func byteSets() {
        let alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        let printable = String(decoding: Array(0x21...0x7E) as [UInt8], as: UTF8.self)
        same(.token, alphanumeric + "!#$%&'*+-.^_`|~")
        same(.path, printable.filter { !"#?\\".contains($0) })
        same(.query, printable.filter { $0 != "#" })
        same(.host, alphanumeric + "-._~")
        same(.address, "0123456789abcdefABCDEF:.")
    }

    private func same(_ set: ByteSet, _ characters: String) {
        let expected = Set(characters.utf8)
        for byte in UInt8.min...UInt8.max {
            #expect(set.contains(byte) == expected.contains(byte), "\(byte)")
        }
    }

    @Test("find the first control byte as a plain loop does")
    func firstControl() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            var bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
                    | (UInt8.random(in: 0...3, using: &random) > 0 ? 0x20 : 0)
            }
            bytes.append(0x0D)
            let expected = bytes.firstIndex { $0 < 32 || $0 == 127 }
            bytes += [UInt8](repeating: 0, count: 16)
            let found = bytes.withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { Word.firstControl($0, from: 0) }
            }
            #expect(found == expected)
        }
    }
}

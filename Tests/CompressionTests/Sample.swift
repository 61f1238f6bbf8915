import Bytes
import Compression
import TestKit
import Testing

/// A member in the making beside the plain bytes that it has to unpack to.
struct Sample {
    private var parts: [(bytes: [UInt8], piece: PreparedDeflate?)] = []

    /// Adds bytes, prepared if that is asked for and pays, else stored.
    mutating func append(_ bytes: [UInt8], prepared: Bool) {
        parts.append((bytes, prepared ? bytes.prepared : nil))
    }

    /// Assembles the member and unpacks it with the gzip of the system, which checks CRC-32 and length.
    func check(_ location: SourceLocation = #_sourceLocation) throws {
        var out = ByteBuffer()
        var member = GzipAssembler(to: &out)
        for part in parts {
            if let piece = part.piece { member.append(piece, to: &out) } else { out.append(part.bytes) }
        }
        member.finish(&out)
        let unpacked = try Gzip.unpack(out.copyBytes())
        #expect(unpacked == parts.flatMap(\.bytes), sourceLocation: location)
    }

    /// Words that compress well.
    static func text(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        let words = ["line ", "place ", "<p class=\"note\">", "অপেক্ষা ", "\n"]
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += (words.randomElement(using: &random) ?? "").utf8 }
        return Array(bytes.prefix(count))
    }

    /// Bytes that do not compress.
    static func noise(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

extension [UInt8] {
    /// These bytes as a prepared piece.
    var prepared: PreparedDeflate? { PreparedDeflate(span.bytes) }
}

internal import CQRCode
internal import Glibc

/// A QR symbol: a square of dark and light modules, without its quiet zone.
package struct QRSymbol: Sendable, Equatable {
    /// How many light modules must stand on each side of it.
    package static let quietZone = 4

    /// How many modules a side has.
    package let side: Int
    /// 1 for dark, 0 for light; row by row.
    package let modules: [UInt8]

    /// The smallest symbol of level M (15% may be lost) for a text of the QR alphanumeric characters.
    ///
    /// Throws `.noSymbol` for other characters and for more than a symbol holds.
    package init(_ text: String) throws(PrintError) {
        guard let input = QRinput_new2(0, QR_ECLEVEL_M) else { throw .noSymbol }
        defer { QRinput_free(input) }
        let characters = Array(text.utf8)
        guard QRinput_append(input, QR_MODE_AN, Int32(clamping: characters.count), characters) == 0,
            let code = QRcode_encodeInput(input)
        else { throw .noSymbol }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        // Sound: the library gives width × width bytes, of which the lowest bit says dark.
        modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 }
    }
}

/// The colours of a ticket.
///
/// Text keeps a contrast of at least 4.5 to 1 on the ground it stands on, also on a printer without colours.
package enum PageColor: UInt32, Sendable {
    /// Text.
    case ink = 0x16211C
    /// Labels and second lines.
    case quiet = 0x4A5A52
    /// The railway's green: the band on top, what is to be found first.
    case green = 0x0B5D3B
    /// The ground of boxes.
    case mint = 0xEDF5F0
    /// Thin lines.
    case line = 0xB9CCC1
    /// The small accent.
    case red = 0xC62F3B
    /// Text on the green band.
    case white = 0xFFFFFF
    /// Second lines on the green band.
    case pale = 0xD5E8DD
}

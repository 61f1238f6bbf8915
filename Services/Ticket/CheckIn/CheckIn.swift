internal import Contracts

/// One scan of a ticket as an inspector's device tells it.
struct CheckIn: Sendable, Equatable {
    /// When it was scanned.
    let scannedAt: Timestamp
    /// Whether it happened already, offline: it is noted although it would be refused now.
    let force: Bool
    /// What is known of the scanned text; nil where the device sent none.
    let isPassOfTicket: Bool?
}

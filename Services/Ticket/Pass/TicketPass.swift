internal import Bytes
package import Contracts
package import Postgres
internal import Tokens

/// What a ticket's QR symbol says: enough for an inspector without a network, and no name in clear.
package struct TicketPass: Sendable, Equatable {
    /// The ticket.
    package let ticket: PostgresUUID
    /// The train's number, such as `701`: up to 12 characters.
    package let train: String
    /// The day on which the train begins its journey.
    package let date: CivilDate
    /// The stop (counted from 0 along the journey) at which the passenger gets on.
    package let fromStop: UInt8
    /// The stop at which the passenger gets off; later than the first.
    package let toStop: UInt8
    /// Coach and seat, such as `KA-14`: up to 16 characters.
    package let seat: String
    /// The class, such as `s_chair`: up to 16 characters.
    package let seatClass: String
    /// The first second at which it is valid, in seconds since 1970.
    package let validFrom: UInt32
    /// The first second at which it is valid no more.
    package let validUntil: UInt32
    /// The first eight bytes of a digest of the passenger: see `passengerDigest`.
    package let passenger: UInt64

    /// A pass of these fields; throws `.malformed` with the name of the first that a pass cannot carry.
    package init(
        ticket: PostgresUUID, train: String, date: CivilDate, fromStop: UInt8, toStop: UInt8, seat: String,
        seatClass: String, validFrom: UInt32, validUntil: UInt32, passenger: UInt64
    ) throws(PassError) {
        guard Self.isCode(train, upTo: Self.trainLimit) else { throw .malformed("train") }
        guard UInt16(exactly: date.days) != nil else { throw .malformed("date") }
        guard fromStop < toStop, toStop <= Self.lastStop else { throw .malformed("stops") }
        guard Self.isCode(seat, upTo: Self.seatLimit) else { throw .malformed("seat") }
        guard Self.isCode(seatClass, upTo: Self.classLimit) else { throw .malformed("class") }
        guard validFrom < validUntil else { throw .malformed("validity") }
        self.ticket = ticket
        self.train = train
        self.date = date
        self.fromStop = fromStop
        self.toStop = toStop
        self.seat = seat
        self.seatClass = seatClass
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.passenger = passenger
    }

    /// The most characters of a train's number.
    static let trainLimit = 12
    /// The most characters of a seat's label.
    static let seatLimit = 16
    /// The most characters of a class.
    static let classLimit = 16
    /// The highest stop index: a trip has at most 31 legs (SEATS.md).
    static let lastStop: UInt8 = 31

    /// Whether a text is short, not empty and printable ASCII without spaces.
    static func isCode(_ text: String, upTo limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// What a pass says about its passenger.
    ///
    /// An inspector who sees a name and a document can check that the pass was issued to them; who only sees
    /// the pass learns neither. It is SHA-256 over the ticket's id (so that equal people differ between
    /// tickets), the name in small letters with single spaces, and the document.
    package static func passengerDigest(ticket: PostgresUUID, name: String, document: String) -> UInt64 {
        var message = ByteBuffer(capacity: 128)
        message.append(bigEndian: ticket.high, bytes: 8)
        message.append(bigEndian: ticket.low, bytes: 8)
        message.append(string: name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
        message.append(0)
        message.append(string: document)
        let digest = message.withReadable { SHA256.digest(of: $0) }
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

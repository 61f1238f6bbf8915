package import Contracts

/// Everything that stands on a ticket: what is kept of it, and what pages and documents are made of.
package struct TicketFacts: Sendable, Equatable, Codable {
    /// One end of the journey.
    package struct Stop: Sendable, Equatable, Codable {
        /// Its name.
        package let name: LocalizedName
        /// Its place along the train's journey, from 0.
        package let index: Int
        /// When the train leaves it, or comes to it, in seconds since 1970.
        package let time: Int64

        /// One end of the journey.
        package init(name: LocalizedName, index: Int, time: Int64) {
            self.name = name
            self.index = index
            self.time = time
        }
    }

    /// The ticket's id, a UUID.
    package let ticket: String
    /// The order it belongs to, a UUID.
    package let order: String
    /// The language in which the buyer reads.
    package let language: Language
    /// When it was issued, in seconds since 1970.
    package let issuedAt: Int64
    /// The train's number.
    package let trainNumber: String
    /// The train's name.
    package let trainName: LocalizedName
    /// The day on which the train begins its journey, `2026-03-21`.
    package let date: String
    /// Where the journey begins.
    package let from: Stop
    /// Where it ends.
    package let to: Stop
    /// The coach.
    package let coach: String
    /// Coach and seat together, such as `KA-14`.
    package let seat: String
    /// The seat's number in its coach, as people say it.
    package let seatNumber: String
    /// The code of the class.
    package let seatClass: String
    /// The passenger's name.
    package let passenger: String
    /// The passenger's document, where one was given.
    package let document: String?
    /// What it cost, in the smallest unit of its currency.
    package let priceMinor: Int64
    /// The currency.
    package let currency: String
    /// The signed text of its QR symbol.
    package let pass: String

    enum CodingKeys: String, CodingKey {
        case ticket, order, language, date, from, to, coach, seat, passenger, document, currency, pass
        case issuedAt = "issued_at"
        case trainNumber = "train_number"
        case trainName = "train_name"
        case seatNumber = "seat_number"
        case seatClass = "class"
        case priceMinor = "price_minor"
    }
}

package import Contracts
package import Postgres

/// Everything that stands on a ticket: what is kept of it, and what pages and documents are made of.
package struct TicketFacts: Sendable, Equatable, Codable {
    /// One end of the journey.
    package struct Stop: Sendable, Equatable, Codable {
        /// The station's id.
        package let station: String
        /// Its name.
        package let name: LocalizedName
        /// Its place along the train's journey, from 0.
        package let index: Int
        /// When the train leaves it, or comes to it.
        package let time: Timestamp

        /// One end of the journey.
        package init(station: String, name: LocalizedName, index: Int, time: Timestamp) {
            self.station = station
            self.name = name
            self.index = index
            self.time = time
        }
    }

    /// The ticket's id.
    package let ticket: PostgresUUID
    /// The order it belongs to.
    package let order: PostgresUUID
    /// The language in which the buyer reads.
    package let language: Language
    /// When it was issued.
    package let issuedAt: Timestamp
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
    /// What the class is called; nil on tickets of before booking told.
    package let className: LocalizedName?
    /// The passenger's name.
    package let passenger: String
    /// The passenger's document, where one was given.
    package let document: String?
    /// What it cost.
    package let price: Money
    /// The currency.
    package let currency: String
    /// The signed text of its QR symbol.
    package let pass: String
}

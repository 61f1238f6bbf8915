internal import Contracts
internal import Postgres
internal import ServiceKit

/// The body of `ticket.issue`: an order that is paid, with everything that stands on its tickets.
struct TicketOrder: Sendable, Codable, Equatable {
    /// A seat as booking sells it.
    struct Seat: Sendable, Codable, Equatable {
        let coach: String
        let label: String
        let seatClass: String
        /// What the class is called; absent in events of before it was told.
        let className: LocalizedName?

        enum CodingKeys: String, CodingKey {
            case coach, label, className
            case seatClass = "class"
        }
    }

    /// Who travels on which seat.
    struct Passenger: Sendable, Codable, Equatable {
        let seat: Seat
        let name: String
        let document: String?
        let priceMinor: Int64
    }

    /// Whom to tell.
    struct Contact: Sendable, Codable, Equatable {
        let phone: String?
        let email: String?
    }

    /// The train and its day.
    struct Trip: Sendable, Codable, Equatable {
        let id: String
        let trainNumber: String
        let trainName: LocalizedName
        let date: String
    }

    /// One end of the journey.
    struct Stop: Sendable, Codable, Equatable {
        let id: String
        let name: LocalizedName
        let index: Int
        let departs: Timestamp?
        let arrives: Timestamp?
    }

    /// The most seats of an order; booking sells four at most.
    static let mostPassengers = 32

    let order: PostgresUUID
    let account: PostgresUUID
    let language: Language
    let contact: Contact
    let currency: String
    let trip: Trip
    let from: Stop
    let to: Stop
    let passengers: [Passenger]

    /// The order that a body spells; nil for anything else.
    init?(json: String) {
        guard let order = try? WireJSON.decode(Self.self, from: Array(json.utf8)),
            (1...Self.mostPassengers).contains(order.passengers.count), order.from.departs != nil,
            order.to.arrives != nil
        else { return nil }
        self = order
    }
}

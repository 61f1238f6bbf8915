internal import Contracts
internal import Postgres
internal import ServiceKit

/// What the body of `POST /api/orders` asks for, checked as far as it can be without the hold.
struct OrderWish {
    let hold: PostgresUUID
    let passengers: [OrderRequest.Passenger]
    let phone: String?
    let email: String?
    let language: Language

    init(_ request: OrderRequest) throws(ServiceError) {
        guard let hold = PostgresUUID(request.hold) else { throw .invalid("#/hold", "is no id of a hold") }
        self.hold = hold
        guard (1...HoldWish.mostSeats).contains(request.passengers.count) else {
            throw .invalid("#/passengers", "one for each seat")
        }
        var passengers = request.passengers
        for place in passengers.indices {
            let pointer = "#/passengers/\(place)"
            passengers[place].name = try Self.text(passengers[place].name, 1...120, "\(pointer)/name")
            if let document = passengers[place].document {
                passengers[place].document = try Self.text(document, 1...64, "\(pointer)/document")
            }
        }
        self.passengers = passengers
        phone = try request.contact.phone.map { phone throws(ServiceError) in
            try Self.text(phone, 1...32, "#/contact/phone")
        }
        email = try request.contact.email.map { email throws(ServiceError) in
            try Self.text(email, 3...254, "#/contact/email")
        }
        guard phone != nil || email != nil else {
            throw .invalid("#/contact", "a phone number or a mail address")
        }
        language = request.contact.language
    }

    /// The passengers in the order of a hold's seats; each seat has one.
    func passengers(inOrderOf labels: [String]) throws(ServiceError) -> [OrderRequest.Passenger] {
        guard Set(passengers.map(\.seat)) == Set(labels), passengers.count == labels.count else {
            throw .invalid("#/passengers", "one for each seat of the hold: \(labels.joined(separator: ", "))")
        }
        return labels.compactMap { label in passengers.first { $0.seat == label } }
    }

    /// A text without spaces around it and without control characters, of a length that the tables take.
    private static func text(
        _ text: String, _ length: ClosedRange<Int>, _ pointer: String
    ) throws(ServiceError) -> String {
        let isSpace = { (character: Character) in character.isWhitespace }
        let trimmed = String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
        guard length.contains(trimmed.unicodeScalars.count), trimmed.utf8.count <= 512 else {
            throw .invalid(pointer, "\(length.lowerBound) to \(length.upperBound) characters")
        }
        guard trimmed.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        else {
            throw .invalid(pointer, "no control characters")
        }
        return trimmed
    }
}

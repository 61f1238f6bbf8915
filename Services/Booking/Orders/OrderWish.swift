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
            let name = try Self.text(passengers[place].name, 1...120, "\(pointer)/name")
            guard name.unicodeScalars.contains(where: \.properties.isAlphabetic) else {
                throw .invalid("\(pointer)/name", "a name has letters")
            }
            passengers[place].name = name
            if let document = passengers[place].document {
                passengers[place].document = try Self.text(document, 1...64, "\(pointer)/document")
            }
        }
        self.passengers = passengers
        phone = try request.contact.phone.map { phone throws(ServiceError) in
            guard let number = OrderContact.phone(phone) else {
                throw .invalid("#/contact/phone", "no phone number")
            }
            return number
        }
        email = try request.contact.email.map { email throws(ServiceError) in
            guard let address = OrderContact.mail(email) else {
                throw .invalid("#/contact/email", "no mail address")
            }
            return address
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
    ///
    /// What shows nothing but turns the text around it is left out, so that two texts that look alike are
    /// alike, and none is empty to the eye.
    private static func text(
        _ text: String, _ length: ClosedRange<Int>, _ pointer: String
    ) throws(ServiceError) -> String {
        let isSpace = { (character: Character) in character.isWhitespace }
        let shown = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isFormat($0) }))
        let trimmed = String(shown.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
        guard length.contains(trimmed.unicodeScalars.count), trimmed.utf8.count <= 512 else {
            throw .invalid(pointer, "\(length.lowerBound) to \(length.upperBound) characters")
        }
        guard trimmed.unicodeScalars.allSatisfy(isWritten) else {
            throw .invalid(pointer, "no control characters")
        }
        return trimmed
    }

    /// Direction marks, zero-width spaces and the like; but the joiners, which Bangla is spelled with, stay.
    private static func isFormat(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format && scalar != "\u{200C}" && scalar != "\u{200D}"
    }

    private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}

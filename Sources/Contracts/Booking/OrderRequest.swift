/// An order: who sits where, and whom to tell.
package struct OrderRequest: Sendable, Codable, Hashable {
    /// Who sits on one seat.
    package struct Passenger: Sendable, Codable, Hashable {
        /// The seat's label.
        package var seat: String
        /// As on the passenger's document.
        package var name: String
        /// The number of a document, where one is wanted.
        package var document: String?

        /// A value of its parts.
        package init(seat: String, name: String, document: String? = nil) {
            self.seat = seat
            self.name = name
            self.document = document
        }
    }

    /// Whom to tell.
    package struct Contact: Sendable, Codable, Hashable {
        /// A phone number.
        package var phone: String?
        /// A mail address.
        package var email: String?
        /// In which language.
        package var language: Language

        /// A value of its parts.
        package init(phone: String? = nil, email: String? = nil, language: Language) {
            self.phone = phone
            self.email = email
            self.language = language
        }
    }

    /// The hold.
    package var hold: String
    /// One for each seat of the hold.
    package var passengers: [Passenger]
    /// Whom to tell.
    package var contact: Contact

    /// A value of its parts.
    package init(hold: String, passengers: [Passenger], contact: Contact) {
        self.hold = hold
        self.passengers = passengers
        self.contact = contact
    }
}

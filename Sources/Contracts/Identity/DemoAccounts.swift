/// The accounts of a demonstration, as `demo.json` in the data folder has them.
package struct DemoAccounts: Sendable, Codable, Hashable {
    /// One account.
    package struct Entry: Sendable, Codable, Hashable {
        /// Its phone number.
        package var phone: String
        /// Its mail address.
        package var email: String
        /// Its password, random for each installation.
        package var password: String

        /// A value of its parts.
        package init(phone: String, email: String, password: String) {
            self.phone = phone
            self.email = email
            self.password = password
        }
    }

    /// How the gateway is reached (`base_url`).
    package var baseUrl: String
    /// Somebody who buys.
    package var passenger: Entry
    /// Somebody who runs the sale.
    package var `operator`: Entry
    /// Somebody who checks tickets.
    package var inspector: Entry

    /// A value of its parts.
    package init(baseUrl: String, passenger: Entry, operator: Entry, inspector: Entry) {
        self.baseUrl = baseUrl
        self.passenger = passenger
        self.operator = `operator`
        self.inspector = inspector
    }
}

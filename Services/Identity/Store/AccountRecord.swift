internal import Contracts
internal import Postgres

/// An account as the tables have it.
struct AccountRecord: Sendable, Equatable {
    let id: PostgresUUID
    let phone: String?
    let email: String?
    let name: String
    let roles: [String]
    let language: Language
    /// Whether a second factor is confirmed.
    let hasSecondFactor: Bool
    /// When it was made, in milliseconds since 1970; nil before it is.
    let createdAt: Int64?

    /// The columns that `init(row)` reads, with the tables that they come from.
    static let columns = """
        a.id, a.phone, a.email, a.name, a.roles, a.language, \
        EXISTS (SELECT FROM identity.totp t WHERE t.account = a.id AND t.confirmed_at IS NOT NULL), \
        a.created_at
        """

    init(
        id: PostgresUUID, phone: String?, email: String?, name: String, roles: [String], language: Language,
        hasSecondFactor: Bool, createdAt: Int64? = nil
    ) {
        self.id = id
        self.phone = phone
        self.email = email
        self.name = name
        self.roles = roles
        self.language = language
        self.hasSecondFactor = hasSecondFactor
        self.createdAt = createdAt
    }

    init(_ row: PostgresRow) throws(PostgresError) {
        id = try row.uuid(0)
        phone = try row.optionalText(1)
        email = try row.optionalText(2)
        name = try row.text(3)
        roles = try row.textArray(4)
        language = Language(rawValue: try row.text(5)) ?? .english
        hasSecondFactor = try row.bool(6)
        createdAt = try row.timestamp(7) / 1000
    }

    /// What its owner is shown.
    var document: AccountModel {
        AccountModel(
            id: id.description, phone: phone, email: email, name: name.isEmpty ? nil : name,
            language: language, roles: roles, isVerified: true, hasSecondFactor: hasSecondFactor,
            createdAt: Timestamp(milliseconds: createdAt ?? 0))
    }

    /// What the person is known by, in normal form.
    var contacts: [Contact] {
        [phone.map { Contact(kind: .phone, text: $0) }, email.map { Contact(kind: .email, text: $0) }]
            .compactMap { $0 }
    }
}

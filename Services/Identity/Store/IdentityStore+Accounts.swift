internal import Contracts
internal import Postgres
internal import ServiceKit

extension IdentityStore {
    private static func accountQuery(_ condition: String) -> SQL {
        SQL(
            trusted: """
                SELECT \(AccountRecord.columns), p.hash FROM identity.account a
                LEFT JOIN identity.password p ON p.account = a.id WHERE \(condition)
                """)
    }

    private static let byPhone = accountQuery("a.phone = $1")
    private static let byEmail = accountQuery("a.email = $1")
    private static let byID = accountQuery("a.id = $1")
    private static let byPassage = accountQuery(
        """
        a.id = $1 AND EXISTS (SELECT FROM identity.session s WHERE s.id = $2 AND s.account = a.id
            AND s.ended_at IS NULL AND s.expires_at > clock_timestamp())
        """)

    /// Looks a contact up.
    static func find(_ contact: Contact) -> PostgresStatement {
        PostgresStatement(contact.kind == .phone ? byPhone : byEmail, [.text(contact.text)])
    }

    /// Takes an attempt at a contact's password and reads what it is compared with.
    func credentials(
        of contact: Contact, guardedBy near: GuardedKey, then far: GuardedKey?
    ) async throws(ServiceError) -> Credentials {
        let answers = try await run([Self.attempt(near, then: far), Self.find(contact)])
        return try read { () throws(PostgresError) in try Self.credentials(answers[1], wait: answers[0]) }
    }

    /// The same by the account's id.
    func credentials(of account: PostgresUUID, guardedBy key: GuardedKey) async throws(ServiceError)
        -> Credentials
    {
        let answers = try await run([
            Self.attempt(key, then: nil), PostgresStatement(Self.byID, [.uuid(account)]),
        ])
        return try read { () throws(PostgresError) in try Self.credentials(answers[1], wait: answers[0]) }
    }

    private static func credentials(
        _ rows: PostgresRows, wait: PostgresRows
    ) throws(PostgresError) -> Credentials {
        let row = try wait.only()
        let waits = (near: try row.double(0), far: try row.double(1))
        guard let row = rows.first else { return Credentials(account: nil, hash: nil, waits: waits) }
        let hash = try row.optionalText(8).flatMap { PasswordHash(text: $0) }
        return Credentials(account: try AccountRecord(row), hash: hash, waits: waits)
    }

    /// An account while one of its sessions stands.
    func account(_ id: PostgresUUID, inSession session: PostgresUUID) async throws(ServiceError)
        -> AccountRecord?
    {
        let answers = try await run([PostgresStatement(Self.byPassage, [.uuid(id), .uuid(session)])])
        return try read { () throws(PostgresError) in try answers[0].first.map(AccountRecord.init) }
    }

    /// The account of an id, within a transaction.
    static func account(
        _ id: PostgresUUID, in transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> AccountRecord? {
        try await transaction.query(byID, [.uuid(id)]).first.map(AccountRecord.init)
    }

    /// Changes a name and a language; nil leaves what there is.
    static func change(_ id: PostgresUUID, name: String?, language: Language?) -> PostgresStatement {
        PostgresStatement(
            """
            UPDATE identity.account SET name = coalesce($2, name), language = coalesce($3, language),
                updated_at = clock_timestamp() WHERE id = $1
            """,
            [
                .uuid(id), .optional(name) { .text($0) }, .optional(language) { .text($0.rawValue) },
            ])
    }

    /// Sets a password.
    static func setPassword(_ hash: PasswordHash, of id: PostgresUUID) -> PostgresStatement {
        PostgresStatement(
            """
            INSERT INTO identity.password (account, hash) VALUES ($1, $2)
            ON CONFLICT (account) DO UPDATE SET hash = EXCLUDED.hash, changed_at = clock_timestamp()
            """, [.uuid(id), .text(hash.text)])
    }

    /// Puts a hash of today's cost in the place of an older one of the same password.
    static func rehash(_ hash: PasswordHash, for old: PasswordHash, of id: PostgresUUID) -> PostgresStatement
    {
        // Only while the old one stands: the password may have been changed meanwhile.
        PostgresStatement(
            "UPDATE identity.password SET hash = $3 WHERE account = $1 AND hash = $2",
            [.uuid(id), .text(old.text), .text(hash.text)])
    }

    /// Makes the account of a registration.
    static func create(_ account: AccountRecord, hash: String) -> [PostgresStatement] {
        [
            PostgresStatement(
                """
                INSERT INTO identity.account (id, phone, email, name, roles, language)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                [
                    .uuid(account.id), .optional(account.phone) { .text($0) },
                    .optional(account.email) { .text($0) }, .text(account.name), .textArray(account.roles),
                    .text(account.language.rawValue),
                ]),
            PostgresStatement(
                "INSERT INTO identity.password (account, hash) VALUES ($1, $2)",
                [.uuid(account.id), .text(hash)]),
        ]
    }

    /// Adds a contact to an account, or changes it.
    static func add(_ contact: Contact, to id: PostgresUUID) -> PostgresStatement {
        let sql: SQL =
            contact.kind == .phone
            ? "UPDATE identity.account SET phone = $2, updated_at = clock_timestamp() WHERE id = $1"
            : "UPDATE identity.account SET email = $2, updated_at = clock_timestamp() WHERE id = $1"
        return PostgresStatement(sql, [.uuid(id), .text(contact.text)])
    }
}

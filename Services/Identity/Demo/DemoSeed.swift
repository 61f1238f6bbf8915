internal import Contracts
internal import EventLoop
internal import Files
internal import Postgres
internal import ServiceKit
internal import Settings
internal import Telemetry
internal import Tokens

/// Makes the accounts of a demonstration and writes who they are into `demo.json` in the data folder.
///
/// Passwords are random for each installation. Accounts that the file describes rightly are left alone, so a
/// restart changes nothing.
struct DemoSeed {
    /// A contact that a demonstration uses; codes to it go into the outbox, like all others.
    private struct Person {
        let role: String
        let phone: String
        let name: String
        var email: String { "\(role)@demo.example" }
    }

    private static let people = [
        Person(role: "passenger", phone: "+8801700000001", name: "Demo Passenger"),
        Person(role: "operator", phone: "+8801700000002", name: "Demo Operator"),
        Person(role: "inspector", phone: "+8801700000003", name: "Demo Inspector"),
    ]

    let house: IdentityHouse
    let store: IdentityStore
    let reactor: Reactor
    /// The file.
    let path: String
    let baseURL: String

    /// Makes what is missing; throws what stands in the way, which may pass.
    func run() async throws(ServiceError) {
        if let known = DemoFile.read(path), known.baseUrl == baseURL, try await isRight(known) { return }
        var entries: [DemoAccounts.Entry] = []
        for person in Self.people {
            let password = Self.password()
            let hash: PasswordHash
            do throws(PasswordHashError) {
                hash = try await house.passwords.hash(password, on: reactor)
            } catch {
                throw .overloaded("passwords: \(error)")
            }
            _ = try await store.run(Self.statements(person, hash))
            entries.append(
                DemoAccounts.Entry(phone: person.phone, email: person.email, password: password))
        }
        let accounts = DemoAccounts(
            baseUrl: baseURL, passenger: entries[0], operator: entries[1], inspector: entries[2])
        do throws(FileFailure) {
            try DemoFile.write(accounts, to: path)
        } catch {
            throw .failure("demo.json: \(error)")
        }
        house.log.info("demo_accounts_made") { $0.field("file", path) }
    }

    /// Whether each account of the file is there with its password.
    private func isRight(_ known: DemoAccounts) async throws(ServiceError) -> Bool {
        for entry in [known.passenger, known.operator, known.inspector] {
            guard let contact = Contact(phone: entry.phone) else { return false }
            let rows = try await store.run([IdentityStore.find(contact)])[0]
            let credentials = try store.read { () throws(PostgresError) in
                try rows.first.map { row throws(PostgresError) in
                    (try AccountRecord(row), try row.optionalText(8).flatMap { PasswordHash(text: $0) })
                }
            }
            guard let (account, hash) = credentials, account.email == entry.email, let hash else {
                return false
            }
            do throws(PasswordHashError) {
                let isRight = try await house.passwords.matches(entry.password, hash, on: reactor)
                guard isRight else { return false }
            } catch {
                throw .overloaded("passwords: \(error)")
            }
        }
        return true
    }

    private static func statements(_ person: Person, _ hash: PasswordHash) -> [PostgresStatement] {
        [
            PostgresStatement(
                """
                INSERT INTO identity.account (id, phone, email, name, roles, language)
                VALUES ($1, $2, $3, $4, $5, 'en')
                ON CONFLICT (phone) DO UPDATE SET email = EXCLUDED.email, roles = EXCLUDED.roles
                """,
                [
                    .uuid(.random()), .text(person.phone), .text(person.email), .text(person.name),
                    .textArray([person.role]),
                ]),
            PostgresStatement(
                """
                INSERT INTO identity.password (account, hash)
                SELECT id, $2 FROM identity.account WHERE phone = $1
                ON CONFLICT (account) DO UPDATE SET hash = EXCLUDED.hash, changed_at = clock_timestamp()
                """, [.text(person.phone), .text(hash.text)]),
        ]
    }

    /// Four groups of five small letters and digits without those that look alike: about 98 bits.
    private static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var random = SecureRandom()
        return (0..<4).map { _ in
            String((0..<5).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
        }.joined(separator: "-")
    }
}

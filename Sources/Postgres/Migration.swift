import Bytes

/// One numbered step of a schema: a file of SQL that runs once in each database.
package struct Migration: Sendable, Equatable {
    /// Who owns it: the schema's name, such as `booking`.
    package let owner: String
    /// Its place in the owner's history, from 1 without holes.
    package let number: Int
    /// The statements, which belong to one transaction and so hold no COMMIT.
    package let sql: String

    /// A step from its text.
    package init(owner: String, number: Int, sql: String) {
        self.owner = owner
        self.number = number
        self.sql = sql
    }

    /// The steps of an owner from its files, as `PackageResources` embeds them, in their order.
    package static func history(of owner: String, _ files: [[UInt8]]) -> [Migration] {
        files.enumerated().map { index, file in
            Migration(owner: owner, number: index + 1, sql: String(decoding: file, as: UTF8.self))
        }
    }

    /// What the database remembers, so that an edited file is noticed.
    var digest: String {
        String(decoding: SHA1.hexadecimalDigest(of: Array(sql.utf8)), as: UTF8.self)
    }
}

internal import HTTP
internal import Postgres
internal import ServiceKit

/// Who asks: the account, and the session of the line that they came by.
struct Visitor {
    var account: PostgresUUID
    let admission: String

    /// The visitor of a request whose route needs an admission and a user.
    init(_ request: ServiceRequest) throws(ServiceError) {
        guard let account = PostgresUUID(try request.user.account) else { throw ServiceError(.unauthorized) }
        self.account = account
        admission = try request.admission.session
    }

    /// An id, the account and the session, as `$1`, `$2`, `$3`.
    func values(after id: PostgresUUID) -> [PostgresValue] {
        [.uuid(id), .uuid(account), .text(admission)]
    }
}

/// What was verified of the sender of a request.
struct Caller {
    var admission: Admission?
    var user: User?
    var idempotencyKey: String?
}

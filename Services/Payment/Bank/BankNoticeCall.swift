/// One POST of a notice.
struct BankNoticeCall {
    /// Path and query.
    let target: String
    /// Content type and signature.
    let fields: [(name: String, value: String)]
    /// The body.
    let body: [UInt8]
}

/// What decides how a response is written, besides the response itself.
struct ResponseWriting {
    /// The Date field with its line end.
    let dateLine: [UInt8]
    /// Whether the connection ends with this response.
    let closes: Bool
    /// False for HEAD.
    let includesBody: Bool
}

/// What came of looking for a response head in the bytes so far.
package enum ResponseResult: Sendable, Equatable {
    /// There is no whole head yet; the next call passes `scanned` on, so that no byte is searched twice.
    case needMore(scanned: Int)
    /// The head is parsed; it took so many bytes from the front.
    case complete(byteCount: Int)
    /// The bytes are no acceptable head: close the connection.
    case failed(ResponseError)
}

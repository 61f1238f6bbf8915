import Bytes

/// Who writes the requests of a pool and takes their answers.
protocol AnswerTaker: AnyObject {
    /// Appends a request as bytes.
    func write(_ request: LoadRequest, into output: inout ByteBuffer)

    /// Takes an answer; the connection's head and content hold it until this returns.
    func answered(_ request: LoadRequest, by connection: LoadConnection)

    /// Takes the news that a request has no answer; whether it arrived is unknown.
    func failed(_ request: LoadRequest)
}

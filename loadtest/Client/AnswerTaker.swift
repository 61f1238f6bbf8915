import Bytes

/// Who writes the requests of a pool and takes their answers.
protocol AnswerTaker<Purpose>: AnyObject {
    /// What its requests are for.
    associatedtype Purpose

    /// Appends a request as bytes.
    func write(_ request: LoadRequest<Purpose>, into output: inout ByteBuffer)

    /// Takes an answer; the connection's head and content hold it until this returns.
    func answered(_ request: LoadRequest<Purpose>, by connection: LoadConnection<Purpose>)

    /// Takes the news that a request has no answer; whether it arrived is unknown.
    func failed(_ request: LoadRequest<Purpose>)
}

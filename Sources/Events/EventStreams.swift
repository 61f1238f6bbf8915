/// How the streams in Redis are called.
enum EventStreams {
    /// The consumer group of every stream.
    static let group = "g"

    /// The stream of a consumer.
    static func key(_ consumer: String) -> String { "ev:" + consumer }
}

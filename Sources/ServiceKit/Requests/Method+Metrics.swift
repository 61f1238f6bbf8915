package import HTTP

extension Method {
    /// The method's place in `RequestMetrics.methods`.
    package var metricsIndex: Int {
        switch self {
        case .get: 0
        case .head: 1
        case .post: 2
        case .put: 3
        case .delete: 4
        case .patch: 5
        case .options: 6
        case .connect, .trace, .other: 7
        }
    }
}

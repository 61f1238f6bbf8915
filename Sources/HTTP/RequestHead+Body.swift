extension RequestHead {
    /// Whether bytes of a body follow the head.
    package var hasBody: Bool {
        switch framing {
        case .none, .length(0): false
        case .length, .chunked, .untilClose: true
        }
    }
}

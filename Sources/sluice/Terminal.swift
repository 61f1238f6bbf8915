import Glibc

/// Plain words to a person at a terminal; logs go through `EventLog`.
enum Terminal {
    /// A line to standard output.
    static func say(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    /// A line to standard error.
    static func complain(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array((text + "\n").utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                Glibc.write(descriptor, all.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}

import Glibc

/// Where the merged log goes: whole lines, each with its line feed, from the supervisor's thread only.
package struct LogSink {
    /// Takes one line; must not block for long, all children wait meanwhile.
    package let write: ([UInt8]) -> Void

    /// A sink that hands each line to a closure.
    package init(_ write: @escaping ([UInt8]) -> Void) {
        self.write = write
    }

    /// Standard output; when nobody reads it any more, lines are dropped.
    package static var standardOutput: LogSink {
        LogSink { line in
            line.withUnsafeBytes { bytes in
                var written = 0
                while written < bytes.count {
                    let count = Glibc.write(1, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                    if count < 0 && errno == EINTR { continue }
                    guard count > 0 else { return }
                    written += count
                }
            }
        }
    }
}

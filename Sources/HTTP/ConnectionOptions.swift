/// What the Connection fields of a message ask for (RFC 9110 section 7.6.1).
struct ConnectionOptions {
    var close = false
    var keepAlive = false
    var upgrade = false
    /// Whether other names stand there: fields which a proxy must not pass on.
    var namesFields = false

    private var count = 0

    // A proxy compares each field with each option, so their number is bounded.
    private static let limit = 32

    /// Adds the options of one Connection value.
    mutating func read(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) throws(RequestError) {
        var list = ListScan(bytes, value)
        while let item = list.next() {
            count += 1
            guard count <= Self.limit else { throw .tooManyFields }
            let start = bytes + item.lowerBound
            switch item.count {
            case 5 where Word.equalFolded(start, 5, "close"): close = true
            case 10 where Word.equalFolded(start, 10, "keep-alive"): keepAlive = true
            case 7 where Word.equalFolded(start, 7, "upgrade"): upgrade = true
            default: namesFields = true
            }
        }
    }

    /// Whether the connection may be used again after this message.
    func persists(minorVersion: UInt8) -> Bool {
        minorVersion == 0 ? keepAlive && !close : !close
    }
}

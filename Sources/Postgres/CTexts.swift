import Glibc

/// Texts as C reads them: an array of pointers to zero-ended bytes, with a null pointer at its end.
struct CTexts {
    private let texts: [[CChar]]

    /// Copies the texts.
    init(_ texts: [String]) {
        self.texts = texts.map { Array($0.utf8CString) }
    }

    /// Lends the pointers.
    func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        let count = texts.reduce(0) { $0 + $1.count }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: max(1, count)) { memory in
            // Sound: the memory has room for all of them, and is lent for the call only.
            var pointers: [UnsafePointer<CChar>?] = []
            var place = 0
            for text in texts {
                for (offset, byte) in text.enumerated() { memory[place + offset] = byte }
                pointers.append(memory.baseAddress.map { UnsafePointer($0 + place) })
                place += text.count
            }
            return body(pointers + [nil])
        }
    }
}

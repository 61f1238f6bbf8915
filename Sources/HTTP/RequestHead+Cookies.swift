import Bytes

extension RequestHead {
    /// The value of the first cookie with this name, in any of the Cookie fields; names are case-sensitive.
    ///
    /// Nothing is decoded or unquoted, and nothing is allocated.
    package func cookie(named name: StaticString) -> Range<Int>? {
        let length = name.utf8CodeUnitCount
        return firstCookie { bytes, own in
            own.count == length && Word.equal(bytes + own.lowerBound, length, name)
        }
    }

    /// The value of the first cookie with this name, as above; for names that the configuration makes.
    package func cookie(named name: RawSpan) -> Range<Int>? {
        firstCookie { bytes, own in
            guard own.count == name.byteCount else { return false }
            for index in 0..<name.byteCount where bytes[own.lowerBound + index] != name.byte(at: index) {
                return false
            }
            return true
        }
    }

    @inline(__always)
    private func firstCookie(_ isIt: (UnsafePointer<UInt8>, Range<Int>) -> Bool) -> Range<Int>? {
        guard block.has(.cookie), let base = block.base else { return nil }
        // Sound: used inside this call only, and nothing fills the block meanwhile.
        let bytes = UnsafePointer(base)
        for index in 0..<block.fieldCount {
            let field = block.field(at: index)
            guard field.known == .cookie else { continue }
            var scan = CookieScan(bytes, field.value)
            while let pair = scan.next() {
                if isIt(bytes, pair.name) { return pair.value }
            }
        }
        return nil
    }
}

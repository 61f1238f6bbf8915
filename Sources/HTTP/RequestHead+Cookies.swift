extension RequestHead {
    /// The value of the first cookie with this name, in any of the Cookie fields; names are case-sensitive.
    ///
    /// Nothing is decoded or unquoted, and nothing is allocated.
    package func cookie(named name: StaticString) -> Range<Int>? {
        guard block.has(.cookie), let base = block.base else { return nil }
        // Sound: used inside this call only, and nothing fills the block meanwhile.
        let bytes = UnsafePointer(base)
        let length = name.utf8CodeUnitCount
        for index in 0..<block.fieldCount {
            let field = block.field(at: index)
            guard field.known == .cookie else { continue }
            var scan = CookieScan(bytes, field.value)
            while let pair = scan.next() {
                if pair.name.count == length, Word.equal(bytes + pair.name.lowerBound, length, name) {
                    return pair.value
                }
            }
        }
        return nil
    }
}

/// Passes as anyone may print them: whatever comes, reading answers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPass(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 1 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] {
    case UInt8(ascii: "p"): PassFuzz.payload(input)
    case UInt8(ascii: "b"): PassFuzz.base45(input)
    case UInt8(ascii: "w"): PassFuzz.words(input)
    default: PassFuzz.text(input)
    }
    return 0
}

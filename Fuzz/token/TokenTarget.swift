import Bytes
import Tokens

/// Admission tokens, key sets and key files: whatever comes, reading answers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzToken(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 1 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] {
    case UInt8(ascii: "k"): TokenFuzz.keySet(input)
    case UInt8(ascii: "r"): TokenFuzz.keyRing(input)
    default: TokenFuzz.token(input)
    }
    return 0
}

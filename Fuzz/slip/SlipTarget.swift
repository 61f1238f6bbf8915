import Bytes
import Tokens
import WaitingRoom

/// Slips as visitors send them: whatever comes, opening answers; what opens is a slip of one spelling.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSlip(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 1 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    if start[0] == UInt8(ascii: "p") { SlipFuzz.payload(input) } else { SlipFuzz.text(input) }
    return 0
}

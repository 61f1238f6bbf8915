import Bytes
import HTTP

/// Feeds one input to the reader that its first byte names; a broken promise traps, which libFuzzer reports.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 2 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: start + 2, count: count - 2))
    let cut = input.isEmpty ? 0 : Int(start[1]) * input.count / 256
    switch start[0] {
    case UInt8(ascii: "q"): RequestFuzz.run(input, cut: cut)
    case UInt8(ascii: "r"): ResponseFuzz.run(input, cut: cut)
    case UInt8(ascii: "c"): ChunkedFuzz.run(input, cut: cut)
    case UInt8(ascii: "j"): JSONFuzz.run(input)
    default: AddressFuzz.run(input)
    }
    return 0
}

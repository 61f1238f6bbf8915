import Glibc

/// A list of C strings that ends with a null pointer, as exec wants it.
final class CStrings {
    // Sound: every string but the last null is strdup's, owned here alone and freed in deinit.
    private let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) {
        pointers = strings.map { strdup($0) } + [nil]
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }

    /// Lends the list for the length of the call.
    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Value
    ) -> Value {
        pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}

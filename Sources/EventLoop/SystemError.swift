import Glibc

/// A system call that failed for a reason outside this program.
///
/// Faults that only a bug can cause (a closed descriptor, a bad pointer) trap instead: see `SystemCall`.
package struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The call's name.
    package let call: String
    /// The value of `errno`.
    package let code: Int32

    /// An error of a named call.
    package init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// The call and what the system says of it, as in `bind: Address already in use`.
    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

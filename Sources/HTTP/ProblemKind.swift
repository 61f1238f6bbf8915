/// A kind of problem that a service names itself, beside the common ones of `ProblemCode`.
///
/// A service declares each of its own once, as a constant in an extension; names are part of the wire
/// contract.
package struct ProblemKind: Sendable, Hashable {
    /// The HTTP status.
    package let status: Int
    /// The code as clients read it: lower case with underscores, such as `otp_wrong`.
    package let name: String
    /// One sentence without a period, the same for every problem of this kind.
    package let title: String
    /// The URI where it is not made of the name.
    let registeredType: String?

    /// A kind of a service's own.
    package init(status: Int, name: String, title: String) {
        self.status = status
        self.name = name
        self.title = title
        registeredType = nil
    }

    /// The kind that a common code stands for.
    package init(_ code: ProblemCode) {
        status = code.status
        name = "\(code.name)"
        title = "\(code.title)"
        registeredType = "\(code.type)"
    }

    /// The URI that identifies the kind.
    package var type: String {
        registeredType
            ?? "https://sluice.example/problems/" + name.split(separator: "_").joined(separator: "-")
    }
}

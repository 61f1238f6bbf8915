/// One route as a role tells of it on its ops listener, for those who check what it serves.
package struct RouteLine: Sendable, Encodable, Hashable {
    /// The method's name, such as `POST`; HEAD goes with every GET and is not told.
    package let method: String
    /// The path as a template, such as `/api/holds/{id}`.
    package let path: String
    /// What is asked of a request before its handler is called, such as `idempotency_key`.
    package let needs: [String]

    /// A route of its parts.
    package init(_ method: String, _ path: String, needs: [String] = []) {
        self.method = method
        self.path = path
        self.needs = needs
    }
}

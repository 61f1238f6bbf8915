import Glibc

/// The environment of the process as a value; only `main` reads it.
enum ProcessEnvironment {
    /// All variables.
    static func current() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        // Sound: environ is an array of C strings that ends with a null pointer, and nothing changes it at
        // the start.
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }
}

internal import Files
internal import Glibc

/// A file of public keys for those who verify on their own: a JWK set that everybody on the machine may read.
///
/// It is replaced whole, so that a reader sees the keys of before or of after a change. Calls block on the
/// disk: not for a loop's thread.
package struct PublicKeyFile: Sendable {
    /// The file.
    package let path: String

    /// The file at a path; neither it nor its folder need exist yet.
    package init(path: String) {
        self.path = path
    }

    /// Writes the set with mode 0644, unless the file says the same already; whether it was written.
    @discardableResult
    package func publish(_ set: [UInt8]) throws(KeyError) -> Bool {
        guard !holds(set) else { return false }
        try KeyFile.told { () throws(FileFailure) in
            try WholeFile.write(set.span.bytes, to: path, mode: 0o644)
        }
        return true
    }

    /// The keys of the file.
    ///
    /// Throws `.missing` where there is none yet, `.malformedSet` for what is no sound set of at most 64 KiB.
    package func read() throws(KeyError) -> [VerificationKey] {
        let text: [UInt8]
        do throws(FileFailure) {
            text = try WholeFile.read(path, limit: JSONWebKeySet.maximumBytes)
        } catch {
            throw error.code == ENOENT ? .missing(path: path) : .system(path: error.path, code: error.code)
        }
        return try JSONWebKeySet.parse(text.span.bytes)
    }

    private func holds(_ set: [UInt8]) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & (S_IFMT | 0o777) == S_IFREG | 0o644,
            status.st_size == set.count
        else { return false }
        return (try? WholeFile.read(path, limit: set.count)) == set
    }
}

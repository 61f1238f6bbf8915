internal import Bytes
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
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try makeFolder(folder)
        var text = ByteBuffer(capacity: set.count)
        text.append(set)
        let fresh = try FreshFile.write(text, in: folder, for: path, mode: 0o644)
        try FreshFile.rename(fresh, to: path, in: folder)
        return true
    }

    /// The keys of the file.
    ///
    /// Throws `.missing` where there is none yet, `.malformedSet` for what is no sound set of at most 64 KiB.
    package func read() throws(KeyError) -> [VerificationKey] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .system(path: path, code: errno)
        }
        defer { close(file) }
        var text = ByteBuffer(capacity: 4096)
        var got = 1
        while got > 0, text.count <= JSONWebKeySet.maximumBytes {
            got = text.withFree(minimum: 4096) { Glibc.read(file, $0.baseAddress, $0.count) }
            if got < 0 {
                guard errno == EINTR else { throw .system(path: path, code: errno) }
                got = 1
            }
        }
        return try text.withReadable { bytes throws(KeyError) in try JSONWebKeySet.parse(bytes) }
    }

    /// Makes the folder with mode 0755, and those above it where they are missing.
    private func makeFolder(_ folder: String) throws(KeyError) {
        var end = folder.startIndex
        while let slash = folder[end...].dropFirst().firstIndex(of: "/") {
            end = slash
            _ = mkdir(String(folder[..<slash]), 0o755)
        }
        guard folder.isEmpty || mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw .system(path: folder, code: errno)
        }
    }

    private func holds(_ set: [UInt8]) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & (S_IFMT | 0o777) == S_IFREG | 0o644,
            status.st_size == set.count
        else { return false }
        var text = ByteBuffer(capacity: set.count + 1)
        while text.count < set.count {
            let got = text.withFree(minimum: 1) { Glibc.read(file, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            if got <= 0 { return false }
        }
        return text.copyBytes() == set
    }
}

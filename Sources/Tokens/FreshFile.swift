internal import Bytes
internal import Glibc

/// New files that appear whole or not at all: written under another name, safe on the disk, then renamed.
enum FreshFile {
    /// Writes a new file in a folder under a name that nobody else has; its path.
    ///
    /// An error names `target`, the file that the new one is to become.
    static func write(
        _ text: consuming ByteBuffer, in folder: String, for target: String, mode: mode_t
    ) throws(KeyError) -> String {
        var random = SecureRandom()
        let fresh = "\(folder)/.fresh.\(String(random.next(), radix: 16)).new"
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw .system(path: fresh, code: errno) }
        defer { close(file) }
        while !text.isEmpty {
            let written = text.withUnsafeReadable { Glibc.write(file, $0.baseAddress, $0.count) }
            if written > 0 { text.consume(written) }
            if written < 0, errno != EINTR { throw abandon(fresh, target) }
        }
        // The mask of the process may have taken bits away, and must not decide.
        guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw abandon(fresh, target) }
        return fresh
    }

    /// Puts a new file in the place of the one that is there.
    static func rename(_ fresh: String, to path: String, in folder: String) throws(KeyError) {
        guard Glibc.rename(fresh, path) == 0 else { throw abandon(fresh, path) }
        try sync(folder)
    }

    /// Makes a new name itself safe on the disk.
    static func sync(_ folder: String) throws(KeyError) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .system(path: folder, code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .system(path: folder, code: errno) }
    }

    private static func abandon(_ fresh: String, _ target: String) -> KeyError {
        let code = errno
        unlink(fresh)
        return .system(path: target, code: code)
    }
}

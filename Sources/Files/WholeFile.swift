internal import Glibc

/// Files that appear whole or not at all: written under another name, safe on the disk, then renamed.
///
/// A reader sees the content of before or of after a change, and a crash leaves one of both. Calls block on
/// the disk: not for a loop's thread.
package enum WholeFile {
    /// Puts a file in the place of the one that is there, and makes the folders above it.
    ///
    /// The mode is as it is said, whatever the process' mask. The old file stands when this throws.
    package static func write(
        _ bytes: RawSpan, to path: String, mode: UInt32
    ) throws(FileFailure) {
        let folder = folder(of: path)
        try makeFolder(folder, mode: 0o755)
        let fresh = try writeFresh(bytes, in: folder, for: path, mode: mode)
        try replace(path, with: fresh)
    }

    /// Writes a new file under a name that nobody else has, for `replace` or for link(2); its path.
    ///
    /// An error names `target`, the file that the new one is to become.
    package static func writeFresh(
        _ bytes: RawSpan, in folder: String, for target: String, mode: UInt32
    ) throws(FileFailure) -> String {
        let fresh = "\(folder)/.fresh.\(String(UInt64.random(in: 0...UInt64.max), radix: 16)).new"
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw FileFailure("open", fresh, code: errno) }
        defer { close(file) }
        // The mask of the process may have taken bits away, and must not decide.
        guard fill(file, bytes), fchmod(file, mode) == 0, fsync(file) == 0 else {
            let code = errno
            unlink(fresh)
            throw FileFailure("write", target, code: code)
        }
        return fresh
    }

    /// Puts a new file in the place of the one that is there.
    package static func replace(_ path: String, with fresh: String) throws(FileFailure) {
        guard rename(fresh, path) == 0 else {
            let code = errno
            unlink(fresh)
            throw FileFailure("rename", path, code: code)
        }
        try sync(folder(of: path))
    }

    /// Makes the names in a folder safe on the disk.
    package static func sync(_ folder: String) throws(FileFailure) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure("open", folder, code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw FileFailure("fsync", folder, code: errno) }
    }

    /// Makes a folder, and those above it with mode 0755 where they are missing.
    package static func makeFolder(_ folder: String, mode: UInt32) throws(FileFailure) {
        var end = folder.startIndex
        while let slash = folder[end...].dropFirst().firstIndex(of: "/") {
            end = slash
            _ = mkdir(String(folder[..<slash]), 0o755)
        }
        guard folder.isEmpty || mkdir(folder, mode) == 0 || errno == EEXIST else {
            throw FileFailure("mkdir", folder, code: errno)
        }
    }

    /// What a file holds, at most `limit` bytes of it and one more that says that there is more.
    ///
    /// Does not wait, should somebody have put a pipe there.
    package static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw FileFailure("open", path, code: errno) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: min(limit + 1, 16 * 1024))
        while bytes.count <= limit {
            // Sound: the buffer is used within the closure, for as many bytes as it has.
            let got = part.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileFailure("read", path, code: errno) }
            if got == 0 { break }
            bytes += part.prefix(min(got, limit + 1 - bytes.count))
        }
        return bytes
    }

    /// The folder that a path's last name is in.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether all of the content is in the file; else `errno` says why not.
    private static func fill(_ file: Int32, _ bytes: RawSpan) -> Bool {
        var done = 0
        while done < bytes.byteCount {
            // Sound: the bytes are lent for the length of the call.
            let written = bytes.extracting(done..<bytes.byteCount).withUnsafeBytes {
                Glibc.write(file, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            done += written
        }
        return true
    }
}

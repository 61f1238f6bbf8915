package import EventLoop
internal import Glibc

/// A file for everybody on the machine, such as public keys: readers see it whole, before or after a change.
package enum PublicFile {
    /// Puts a file in the place of the one that is there, and makes the folders above it; blocks on the disk.
    ///
    /// Its mode is 0644 unless `mode` says otherwise. The old file stands when this throws.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
    ) throws(SystemError) {
        for index in path.indices.dropFirst() where path[index] == "/" {
            _ = mkdir(String(path[..<index]), 0o755)
        }
        let fresh = "\(path).\(getpid()).new"
        unlink(fresh)
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw SystemError(call: "open \(fresh)", code: errno) }
        let isFilled = fill(file, bytes, mode: mode)
        let code = errno
        close(file)
        guard isFilled else {
            unlink(fresh)
            throw SystemError(call: "write \(fresh)", code: code)
        }
        guard rename(fresh, path) == 0 else {
            let code = errno
            unlink(fresh)
            throw SystemError(call: "rename \(path)", code: code)
        }
    }

    /// Whether all of the content is on the disk; else `errno` says why not.
    private static func fill(_ file: Int32, _ bytes: [UInt8], mode: UInt32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return fchmod(file, mode) == 0 && fsync(file) == 0
    }
}

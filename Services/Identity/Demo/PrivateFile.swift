internal import EventLoop
internal import Glibc

/// A file that its owner alone reads, also while it is replaced: whole, before or after.
enum PrivateFile {
    /// Writes a file with mode 0600 in the place of the one that is there; blocks on the disk.
    static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let mode: mode_t = 0o600
        let fresh = "\(path).\(getpid()).new"
        let file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw SystemError(call: "open \(fresh)", code: errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw abandon(fresh, file, call: "write")
            }
        }
        guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw abandon(fresh, file, call: "fsync") }
        close(file)
        guard rename(fresh, path) == 0 else {
            let code = errno
            unlink(fresh)
            throw SystemError(call: "rename \(path)", code: code)
        }
    }

    private static func abandon(_ path: String, _ file: Int32, call: String) -> SystemError {
        let code = errno
        close(file)
        unlink(path)
        return SystemError(call: "\(call) \(path)", code: code)
    }
}

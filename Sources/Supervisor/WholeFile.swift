import Glibc

/// Writes a file as a whole or not at all: also after a crash there is the old content or the new.
package enum WholeFile {
    /// Writes `content` into a new file beside `path`, syncs it, and renames it over `path`.
    ///
    /// Throws `DataFolderError.system`; then the old content stands and the new file is gone.
    package static func write(
        _ content: [UInt8], to path: String, mode: UInt32
    ) throws(DataFolderError) {
        let fresh = "\(path).\(getpid()).new"
        do throws(DataFolderError) {
            try fill(fresh, content, mode: mode)
            guard rename(fresh, path) == 0 else { throw .system(call: "rename", path: path, errno: errno) }
        } catch {
            unlink(fresh)
            throw error
        }
        try syncFolder(of: path)
    }

    private static func fill(_ path: String, _ content: [UInt8], mode: UInt32) throws(DataFolderError) {
        unlink(path)
        let file = Descriptor(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode))
        guard file.number >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        // The mask of the process may have taken bits away from it, and must not decide.
        guard fchmod(file.number, mode) == 0 else { throw .system(call: "chmod", path: path, errno: errno) }
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file.number, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(call: "write", path: path, errno: errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file.number) == 0 else { throw .system(call: "fsync", path: path, errno: errno) }
    }

    /// A rename is on the disk when its folder is.
    private static func syncFolder(of path: String) throws(DataFolderError) {
        let end = path.lastIndex(of: "/")
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = Descriptor(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard descriptor.number >= 0, fsync(descriptor.number) == 0
        else { throw .system(call: "fsync", path: folder, errno: errno) }
    }
}

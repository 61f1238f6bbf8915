import CLinux
import Glibc

/// The folder with everything that `sluice up` writes: one process at a time, readable by its owner only.
package struct DataFolder: ~Copyable {
    /// The folder's path, without a slash at its end.
    package let path: String
    private let lock: Descriptor

    /// Makes the folder (mode 0700) where it is not there, and takes its lock.
    ///
    /// The lock is held by this value and by every child that inherits `lockDescriptor`. When the process
    /// noted in it is gone, its children may still be ending: then this waits, at most `patience`.
    package init(path: String, patience: Duration = .seconds(10)) throws(DataFolderError) {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        self.path = path
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw .system(call: "mkdir", path: path, errno: errno)
        }
        guard chmod(path, 0o700) == 0 else { throw .system(call: "chmod", path: path, errno: errno) }
        lock = try Self.takeLock("\(path)/lock", folder: path, patience: patience)
    }

    /// The descriptor of the lock, for children that must not outlive it unnoticed.
    package var lockDescriptor: Int32 { lock.number }

    /// The path of a file in the folder.
    package func path(of name: String) -> String { "\(path)/\(name)" }

    /// The path of a socket in the folder.
    package func socketPath(of name: String) throws(DataFolderError) -> String {
        let socket = self.path(of: name)
        guard socket.utf8.count < 108 else { throw .pathTooLong(socket) }
        return socket
    }

    /// Makes a folder in the folder, mode 0700, where it is not there.
    package func makeFolder(_ name: String) throws(DataFolderError) {
        if mkdir(path(of: name), 0o700) != 0 && errno != EEXIST {
            throw .system(call: "mkdir", path: path(of: name), errno: errno)
        }
    }

    /// Whether the folder has such a file.
    package func has(_ name: String) -> Bool { access(path(of: name), F_OK) == 0 }

    /// Writes a file as a whole or not at all: new file, fsync, rename, fsync of the folder.
    package func write(_ content: [UInt8], to name: String, mode: UInt32 = 0o600) throws(DataFolderError) {
        try WholeFile.write(content, to: path(of: name), mode: mode)
    }

    private static func takeLock(
        _ file: String, folder: String, patience: Duration
    ) throws(DataFolderError) -> Descriptor {
        let clock = ContinuousClock()
        let deadline = clock.now + patience
        while true {
            let descriptor = clinux_lock_file(file, 0o600)
            if descriptor >= 0 {
                let note = Array("\(getpid())\n".utf8)
                // The note only makes the refusal clearer: a lock without it holds as well.
                if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, note, note.count, 0) }
                return Descriptor(descriptor)
            }
            guard descriptor == -EWOULDBLOCK else {
                throw .system(call: "lock", path: file, errno: -descriptor)
            }
            let pid = noted(in: file)
            let alive = pid.map { kill($0, 0) == 0 || errno == EPERM } ?? false
            guard !alive && clock.now < deadline else { throw .inUse(path: folder, pid: pid) }
            usleep(50_000)
        }
    }

    private static func noted(in file: String) -> pid_t? {
        let descriptor = Descriptor(open(file, O_RDONLY | O_CLOEXEC))
        var bytes: [UInt8] = Array(repeating: 0, count: 16)
        let count = read(descriptor.number, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return pid_t(String(decoding: digits, as: UTF8.self))
    }
}

internal import Bytes
internal import Files
internal import Glibc

/// The one file of a key folder, and the system calls that keep it private and whole.
struct KeyFile {
    let folder: String
    var path: String { folder + "/keyring" }

    /// Refuses a folder that others could put files into.
    func checkFolder() throws(KeyError) {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            throw errno == ENOENT ? .missing(path: path) : .system(path: folder, code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .system(path: folder, code: ENOTDIR) }
        try checkOwner(status, of: folder)
        guard status.st_mode & 0o022 == 0 else { throw .openToOthers(path: folder) }
    }

    /// Makes the folder with mode 0700, and those above it where they are missing.
    func makeFolder() throws(KeyError) {
        try Self.told { () throws(FileFailure) in try WholeFile.makeFolder(folder, mode: 0o700) }
        try checkFolder()
    }

    /// All of the file, unless somebody but its owner could read it.
    func read(limit: Int) throws(KeyError) -> ByteBuffer {
        // Without waiting: should somebody have put a pipe there, opening it must not hang.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .system(path: path, code: errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .system(path: path, code: EINVAL) }
        try checkOwner(status, of: path)
        guard status.st_mode & 0o077 == 0 else { throw .openToOthers(path: path) }
        var text = ByteBuffer(capacity: limit + 1)
        var got = 1
        while got > 0, text.count <= limit {
            got = text.withFree(minimum: 1) { Glibc.read(file, $0.baseAddress, $0.count) }
            if got < 0 {
                guard errno == EINTR else { throw .system(path: path, code: errno) }
                got = 1
            }
        }
        return text
    }

    /// Writes the file unless it is there already; whether this call made it.
    func create(with text: consuming ByteBuffer) throws(KeyError) -> Bool {
        let fresh = try write(text)
        defer { unlink(fresh) }
        // link(2) refuses to replace: of two processes exactly one succeeds, and the file has its whole
        // content.
        if link(fresh, path) == 0 {
            try Self.told { () throws(FileFailure) in try WholeFile.sync(folder) }
            return true
        }
        guard errno == EEXIST else { throw .system(path: path, code: errno) }
        return false
    }

    /// Writes the file in the place of the one that is there.
    func replace(with text: consuming ByteBuffer) throws(KeyError) {
        let fresh = try write(text)
        try Self.told { () throws(FileFailure) in try WholeFile.replace(path, with: fresh) }
    }

    /// Takes the file away.
    func remove() throws(KeyError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(path: path, code: errno) }
        try Self.told { () throws(FileFailure) in try WholeFile.sync(folder) }
    }

    /// The right to change the file, for one process at a time; it goes with the process.
    func lock() throws(KeyError) -> KeyFileLock {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .system(path: folder, code: errno)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            throw code == EWOULDBLOCK ? .busy(path: folder) : .system(path: folder, code: code)
        }
        return KeyFileLock(descriptor: file)
    }

    private func write(_ text: consuming ByteBuffer) throws(KeyError) -> String {
        try Self.told { () throws(FileFailure) in
            try text.withReadable { bytes throws(FileFailure) in
                try WholeFile.writeFresh(bytes, in: folder, for: path, mode: 0o600)
            }
        }
    }

    /// What a call comes to, its failure in this module's words.
    static func told<Value>(_ call: () throws(FileFailure) -> Value) throws(KeyError) -> Value {
        do throws(FileFailure) {
            return try call()
        } catch {
            throw .system(path: error.path, code: error.code)
        }
    }

    private func checkOwner(_ status: stat, of path: String) throws(KeyError) {
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .foreignOwner(path: path) }
    }
}

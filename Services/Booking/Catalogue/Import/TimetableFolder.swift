internal import Bytes
internal import Glibc

/// A folder with a timetable's files.
package struct TimetableFolder: Sendable, Equatable {
    /// The folder.
    package let path: String

    /// A folder at a path.
    package init(path: String) {
        self.path = path
    }

    /// The folder to import from; nil where none has a timetable.
    ///
    /// `timetable` under the share folder if one is named, else `timetable` beside the program, else the
    /// sample in the checkout in which the program was built.
    package static func find(share: String?, program: String) -> TimetableFolder? {
        var candidates = share.map { ["\($0)/timetable"] } ?? []
        if share == nil {
            var folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            candidates.append((folder + ["timetable"]).joined(separator: "/"))
            // A program built in a checkout lies some folders below it.
            for _ in 0..<6 where !folder.isEmpty {
                candidates.append((folder + ["Services/Booking/data"]).joined(separator: "/"))
                folder = folder.dropLast()
            }
        }
        return candidates.first { access("\($0)/stop_times.txt", R_OK) == 0 }.map(TimetableFolder.init)
    }

    /// The timetable, and the digest of its files; blocks on the disk.
    package func read() throws(FeedError) -> (timetable: Timetable, digest: String) {
        var contents: [String: [UInt8]] = [:]
        for name in TimetableReader.files { contents[name] = content(name) }
        let timetable = try TimetableReader { contents[$0] }.timetable()
        var all: [UInt8] = []
        for name in TimetableReader.files { all += Array(name.utf8) + [0] + (contents[name] ?? []) + [0] }
        return (timetable, String(decoding: SHA1.hexadecimalDigest(of: all), as: UTF8.self))
    }

    /// A file's bytes, one more than a table takes at most; nil where it cannot be read.
    private func content(_ name: String) -> [UInt8]? {
        let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count <= FeedTable.maximumBytes {
            let count = Glibc.read(file, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += piece[..<count]
        }
        return bytes
    }
}

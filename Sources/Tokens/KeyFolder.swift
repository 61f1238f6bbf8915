internal import Bytes

/// The folder of one role's keys, below the installation's (`keys:` in the configuration).
///
/// Each role has a ring of its own and reads no other's: who breaks into one signs nothing for another.
///
/// One file, `keyring`, of mode 0600 in a folder of mode 0700; it is always replaced whole, so that a reader
/// sees the keys of before or after a change and a crash leaves one of both. Calls block on the disk: not for
/// a loop's thread.
package struct KeyFolder: Sendable {
    /// The folder.
    package let path: String

    /// The folder at a path, which need not exist yet.
    package init(path: String) {
        self.path = path
    }

    private var file: KeyFile { KeyFile(folder: path) }

    /// The keys of the folder; `.missing` where there are none yet.
    package func load() throws(KeyError) -> KeyRing {
        try file.checkFolder()
        let text = try file.read(limit: KeyRing.maximumTextBytes)
        return try text.withReadable { bytes throws(KeyError) in try KeyRing(text: bytes, path: file.path) }
    }

    /// The keys of the folder; the first process that starts makes them, or takes over those of `former`.
    ///
    /// Of two that start at once one wins and the other loads the winner's: the file appears whole or not at
    /// all. A former folder loses its file once the same ring stands here, and not before.
    package func loadOrCreate(
        former: KeyFolder? = nil, now: Int64, random: inout some RandomNumberGenerator
    ) throws(KeyError) -> KeyRing {
        if let ring = try loadIfThere() {
            try former?.remove(ifItHolds: ring)
            return ring
        }
        let old = try former?.loadIfThere()
        try file.makeFolder()
        let ring = old ?? KeyRing(now: now, random: &random)
        let isOurs = try file.create(with: ring.text())
        let held = isOurs ? ring : try load()
        try former?.remove(ifItHolds: held)
        return held
    }

    private func loadIfThere() throws(KeyError) -> KeyRing? {
        do throws(KeyError) {
            return try load()
        } catch {
            guard case .missing = error else { throw error }
            return nil
        }
    }

    /// Another ring than the one that was taken over stays: somebody may want it still.
    private func remove(ifItHolds ring: KeyRing) throws(KeyError) {
        if let there = try loadIfThere(), there == ring { try file.remove() }
    }

    /// Changes the keys: reads them, lets `body` change them, and replaces the file.
    ///
    /// Throws `.busy` while another does so. Rotation is
    /// `folder.change { ring throws(KeyError) in try ring.rotateSlips(…) }`.
    package func change(
        _ body: (inout KeyRing) throws(KeyError) -> Void
    ) throws(KeyError) -> KeyRing {
        let lock = try file.lock()
        defer { lock.release() }
        var ring = try load()
        try body(&ring)
        try file.replace(with: ring.text())
        return ring
    }
}

extension KeyRing {
    /// The text form in a buffer of its own.
    fileprivate func text() -> ByteBuffer {
        var text = ByteBuffer(capacity: 1024)
        append(to: &text)
        return text
    }
}

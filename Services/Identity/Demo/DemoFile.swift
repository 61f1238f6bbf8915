internal import Contracts
internal import Files
internal import ServiceKit

/// `demo.json`: readable by its owner alone, since passwords stand in it.
enum DemoFile {
    private static let maximumBytes = 16 * 1024

    /// What the file says; nil where it is not there or not sound.
    ///
    /// Blocks on the disk.
    static func read(_ path: String) -> DemoAccounts? {
        guard let bytes = try? WholeFile.read(path, limit: maximumBytes), bytes.count <= maximumBytes else {
            return nil
        }
        return try? WireJSON.decode(DemoAccounts.self, from: bytes)
    }

    /// Writes the file in the place of the one that is there; blocks on the disk.
    static func write(_ accounts: DemoAccounts, to path: String) throws(FileFailure) {
        guard let bytes = try? WireJSON.encode(accounts) else { return }
        let text = bytes + [0x0A]
        try WholeFile.write(text.span.bytes, to: path, mode: 0o600)
    }
}

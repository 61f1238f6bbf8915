internal import Contracts
internal import EventLoop
internal import Glibc
internal import ServiceKit

/// `demo.json`: readable by its owner alone, since passwords stand in it.
enum DemoFile {
    private static let maximumBytes = 16 * 1024

    /// What the file says; nil where it is not there or not sound.
    ///
    /// Blocks on the disk.
    static func read(_ path: String) -> DemoAccounts? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: maximumBytes)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0, count < maximumBytes else { return nil }
        return try? WireJSON.decode(DemoAccounts.self, from: Array(bytes.prefix(count)))
    }

    /// Writes the file in the place of the one that is there; blocks on the disk.
    static func write(_ accounts: DemoAccounts, to path: String) throws(SystemError) {
        guard let bytes = try? WireJSON.encode(accounts) else { return }
        try PrivateFile.write(bytes + [0x0A], to: path)
    }
}

internal import Synchronization
internal import Telemetry
internal import Tokens

/// The keys of a ticket process: made on first start, read again in time, changed every quarter of a year.
///
/// The ring is the service's own, in the folder `ticket` of the installation's keys. A key verifies for
/// longer than any ticket that it signed is good for. The public halves are published as a file, for
/// inspectors' devices and for whoever verifies without asking us.
final class TicketKeyCabinet: Sendable {
    /// How often the folder is read again.
    static let reload = Duration.seconds(300)
    /// How long one key signs before the next one is made.
    private static let keyLife = Duration.seconds(90 * 86_400)
    /// How long a key verifies after its successor began: more than the longest advance sale and a journey.
    private static let keeping = Duration.seconds(400 * 86_400)

    private let folder: KeyFolder
    private let published: PublicKeyFile?
    private let log: EventLog
    private let state: Mutex<TicketKeys>

    /// Opens the folder, and makes its keys where there are none; blocks on the disk.
    ///
    /// `published` is the file of the JWK set.
    init(keys path: String, published: String?, log: EventLog) throws(KeyError) {
        folder = KeyFolder(path: path + "/ticket")
        self.published = published.map { PublicKeyFile(path: $0) }
        self.log = log
        var random = SecureRandom()
        let ring = try folder.loadOrCreate(now: WallClock.milliseconds(), random: &random)
        state = Mutex(try TicketKeys(ring))
        publish()
    }

    /// The keys in force.
    var current: TicketKeys { state.withLock { $0 } }

    /// Makes the next key when it is time, reads the folder, and publishes what is there; blocks on the disk.
    ///
    /// What fails is logged and leaves the old keys in force.
    func tend(now: Int64) {
        do throws(KeyError) {
            let isOld = now - current.youngest > Self.keyLife.components.seconds * 1000
            let keys = try TicketKeys(isOld ? try rotate(now: now) : try folder.load())
            state.withLock { $0 = keys }
            publish()
        } catch {
            log.error("keys_not_reloaded") { $0.field("reason", "\(error)") }
        }
    }

    private func rotate(now: Int64) throws(KeyError) -> KeyRing {
        do throws(KeyError) {
            return try folder.change { ring throws(KeyError) in
                // Another process may have been first.
                guard let last = ring.admissions.last, last.signFrom < now else { return }
                var random = SecureRandom()
                try ring.rotateAdmissions(
                    now: now, reload: Self.reload, keeping: Self.keeping, random: &random)
            }
        } catch {
            guard case .busy = error else { throw error }
            return try folder.load()
        }
    }

    private func publish() {
        guard let published else { return }
        do throws(KeyError) {
            try published.publish(current.keySet)
        } catch {
            log.error("keys_not_published") { $0.field("reason", "\(error)") }
        }
    }
}

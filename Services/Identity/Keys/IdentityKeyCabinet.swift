internal import Bytes
internal import Synchronization
internal import Telemetry
internal import Tokens

/// The keys of an identity process: made on first start, read again in time, changed once a month.
///
/// Identity has a ring of its own, in the folder `identity` of the installation's keys; the gateway's keys
/// are not among them. Every process publishes the public halves as a file, which the others verify with.
/// All calls that read or write block on the disk.
final class IdentityKeyCabinet: Sendable {
    /// How often the folder is read again.
    static let reload = Duration.seconds(300)
    /// How long one key signs before the next one is made.
    static let keyLife = Duration.seconds(30 * 86_400)

    private let folder: KeyFolder
    private let algorithm: AdmissionToken.AlgorithmName
    private let published: PublicKeyFile?
    private let log: EventLog
    private let state: Mutex<IdentityKeys>

    /// Opens the folder, and makes its keys where there are none; `published` is the file of the JWK set.
    init(
        keys path: String, published: String?, algorithm: AdmissionToken.AlgorithmName, log: EventLog
    ) throws(KeyError) {
        folder = KeyFolder(path: path + "/identity")
        self.algorithm = algorithm
        self.published = published.map { PublicKeyFile(path: $0) }
        self.log = log
        var random = SecureRandom()
        let ring = try folder.loadOrCreate(now: WallClock.milliseconds(), random: &random)
        state = Mutex(try IdentityKeys(ring, algorithm: algorithm))
        publish()
    }

    /// The keys in force.
    var current: IdentityKeys { state.withLock { $0 } }

    /// Makes the next key when it is time, reads the folder, and publishes what is there.
    ///
    /// What fails is logged and leaves the old keys in force.
    func tend(now: Int64) {
        do throws(KeyError) {
            let life = Self.keyLife.components.seconds * 1000
            let ring = now - current.youngest > life ? try rotate(now: now) : try folder.load()
            let keys = try IdentityKeys(ring, algorithm: algorithm)
            state.withLock { $0 = keys }
            publish()
        } catch {
            log.error("keys_not_reloaded") { $0.field("reason", "\(error)") }
        }
    }

    private func rotate(now: Int64) throws(KeyError) -> KeyRing {
        do throws(KeyError) {
            let ring = try folder.change { ring throws(KeyError) in
                // Another process may have been first.
                guard let last = ring.admissions.last, now - last.signFrom > 0 else { return }
                var random = SecureRandom()
                try ring.rotateAdmissions(now: now, reload: Self.reload, random: &random)
            }
            log.info("key_made")
            return ring
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

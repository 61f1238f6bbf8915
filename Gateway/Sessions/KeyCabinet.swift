import EventLoop
import Settings
import Synchronization
import Telemetry
import Tokens

/// The keys of a gateway process.
///
/// They are made on first start, and read again on SIGHUP and when a slip names an unknown one. The public
/// ones stand in a file too, so that services verify tokens without asking anybody.
final class KeyCabinet: Sendable {
    private struct State {
        var keys: GatewayKeys
        var lastReload: LoopInstant
    }

    private let folder: KeyFolder
    private let token: TokenConfiguration
    private let log: EventLog
    private let published: PublicKeyFile
    private let state: Mutex<State>

    init(_ settings: SluiceSettings, log: EventLog) throws(GatewayError) {
        folder = KeyFolder(path: settings.keys + "/gateway")
        token = settings.token
        published = PublicKeyFile(path: "\(settings.data)/public/admission.jwks.json")
        self.log = log
        do throws(KeyError) {
            var random = SecureRandom()
            // Earlier installations have the gateway's ring in the folder of all keys.
            let ring = try folder.loadOrCreate(
                former: KeyFolder(path: settings.keys), now: WallClock.milliseconds(), random: &random)
            state = Mutex(State(keys: try Self.make(ring, settings.token), lastReload: .now))
        } catch {
            throw .keys("\(error)")
        }
        publish(current)
    }

    /// The keys in force.
    var current: GatewayKeys { state.withLock { $0.keys } }

    /// Reads the folder again; blocks on the disk.
    ///
    /// What cannot be read leaves the old keys in force.
    func reload(_ use: (GatewayKeys) -> Void) {
        do throws(KeyError) {
            let keys = try Self.make(try folder.load(), token)
            state.withLock { $0 = State(keys: keys, lastReload: .now) }
            publish(keys)
            log.info("keys_reloaded")
            use(keys)
        } catch {
            log.error("keys_not_reloaded") { $0.field("reason", "\(error)") }
        }
    }

    /// Whether an unknown key id may cause a reload now.
    ///
    /// At most one may every five seconds, whatever clients send.
    func mayReload() -> Bool {
        state.withLock { state in
            let now = LoopInstant.now
            guard now.since(state.lastReload) > .seconds(5) else { return false }
            state.lastReload = now
            return true
        }
    }

    /// Writes the public keys for the services beside us; those elsewhere ask for `/.well-known/jwks.json`.
    private func publish(_ keys: GatewayKeys) {
        do throws(KeyError) {
            try published.publish(keys.keySet)
        } catch {
            log.error("keys_not_published") { $0.field("reason", "\(error)") }
        }
    }

    private static func make(_ ring: KeyRing, _ token: TokenConfiguration) throws(KeyError) -> GatewayKeys {
        try GatewayKeys(
            ring, issuer: token.issuer, audience: token.audience,
            algorithm: AdmissionToken.AlgorithmName(rawValue: token.algorithm.rawValue) ?? .edDSA)
    }
}

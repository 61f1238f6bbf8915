import EventLoop
import Settings
import Synchronization
import Telemetry
import Tokens

/// The public keys of user tokens, for rooms by account: read from the file that identity keeps.
///
/// They are read at start, every minute, on SIGHUP, and when a token names one that is not there.
final class UserKeyCabinet: Sendable {
    private struct State {
        var keys: [VerificationKey] = []
        var verifier: UserTokenVerifier?
        var lastRead: LoopInstant?
        var failure: String?
    }

    /// How often the file is read without being asked.
    static let pause = Duration.seconds(60)

    private let file: PublicKeyFile
    private let issuer: String
    private let audience: String
    private let log: EventLog
    private let state = Mutex(State())

    init(_ login: LoginConfiguration, log: EventLog) {
        file = PublicKeyFile(path: login.keys)
        issuer = login.issuer
        audience = login.audience
        self.log = log
    }

    /// The verifier in force; nil before there were keys.
    var current: UserTokenVerifier? { state.withLock { $0.verifier } }

    /// Reads the file again; blocks on the disk.
    ///
    /// `use` is called when the keys are others than before. What cannot be read leaves the old keys in
    /// force, and is told once.
    func reload(_ use: (UserTokenVerifier) -> Void) {
        do throws(KeyError) {
            let keys = try file.read()
            let verifier = UserTokenVerifier(keys: keys, issuer: issuer, audience: audience)
            let isNew = state.withLock { state in
                defer { (state.keys, state.verifier, state.failure) = (keys, verifier, nil) }
                return state.verifier == nil || state.keys.map(\.id) != keys.map(\.id)
            }
            guard isNew else { return }
            log.info("user_keys_read") { $0.field("keys", keys.count) }
            use(verifier)
        } catch {
            let failure = "\(error)"
            let isKnown = state.withLock { state in
                defer { state.failure = failure }
                return state.failure == failure
            }
            if !isKnown { log.warning("user_keys_not_read") { $0.field("reason", failure) } }
        }
    }

    /// What to do about a token of an unknown key.
    ///
    /// `mustRead` at most once in five seconds, whatever clients send; `isWorthWaiting` for a second after
    /// that, and as long as there are no keys at all: then the token may be good and its bearer asks again.
    func unknownKey(now: LoopInstant) -> (mustRead: Bool, isWorthWaiting: Bool) {
        state.withLock { state in
            let age = state.lastRead.map { now.since($0) } ?? .seconds(3600)
            if age > .seconds(5) {
                state.lastRead = now
                return (true, true)
            }
            return (false, state.verifier == nil || age < .seconds(1))
        }
    }
}

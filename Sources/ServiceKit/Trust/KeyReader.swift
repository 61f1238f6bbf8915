internal import EventLoop
internal import Settings
internal import Tokens

/// Reads the public keys that a service trusts: at the start, every minute, and when a token names one it
/// lacks.
///
/// One a loop; what it reads serves all of them. Reading is bounded: at most once a second a loop, however
/// many strange tokens come, and ten times a second as long as a set is not there at all.
final class KeyReader {
    private static let interval = Duration.seconds(1)
    private static let missingInterval = Duration.milliseconds(100)
    private static let patience = Duration.seconds(1)
    /// Those beyond are refused at once.
    private static let mostWaiting = 256
    private let trusted: TrustedKeys
    private let context: ServiceContext
    private let admissions: KeySource
    private let users: KeySource
    private let admissionClient: ServiceClient?
    private let userClient: ServiceClient?
    private var readAt: LoopInstant?
    private var isReading = false
    private var waiting: [Parking] = []

    init(_ trusted: TrustedKeys, _ context: ServiceContext, on loop: isolated Loop) {
        self.trusted = trusted
        self.context = context
        admissions = KeySource(context.services.admissionKeys)
        users = KeySource(context.services.userKeys)
        admissionClient = Self.client(admissions, context, on: loop)
        userClient = Self.client(users, context, on: loop)
    }

    /// Reads both sets now and then, on the one loop that does it for all.
    func keepReading() {
        context.start { [weak self] in
            while let self, isMissingSome {
                await readOnce(atMost: .seconds(5))
                guard await context.pause(Self.missingInterval) else { return }
            }
        }
        context.every(.seconds(60)) { [weak self] in await self?.readOnce(atMost: .seconds(5)) }
    }

    /// Reads both sets again for a token whose key is not known here; waits a second at most.
    ///
    /// The gateway and identity may be making theirs this very moment, as they do when a whole house starts:
    /// then the first visitors wait instead of being refused.
    func reload() async {
        let end = context.reactor.now.advanced(by: Self.patience)
        repeat {
            await readOnce(atMost: end.since(context.reactor.now))
            guard isMissingSome else { return }
        } while await context.pause(Self.missingInterval) && context.reactor.now < end
    }

    private var isMissingSome: Bool { trusted.admissions == nil || trusted.users == nil }

    /// Reads both sets, unless that was done just before, and waits for that or for a reading in progress.
    private func readOnce(atMost limit: Duration) async {
        if !isReading {
            let now = context.reactor.now
            let interval = isMissingSome ? Self.missingInterval : Self.interval
            if let readAt, now.since(readAt) < interval { return }
            readAt = now
            // On a runner of its own: whoever leaves meanwhile does not end it for others.
            isReading = context.start { [weak self] in await self?.readBoth() }
        }
        guard isReading, waiting.count < Self.mostWaiting else { return }
        let parking = Parking(context.reactor)
        waiting.append(parking)
        _ = await parking.park(context.reactor, atMost: limit)
    }

    private func readBoth() async {
        if let keys = await read(admissions, admissionClient) { trusted.take(admissions: keys) }
        if let keys = await read(users, userClient) { trusted.take(users: keys) }
        isReading = false
        for parking in waiting { parking.wake() }
        waiting = []
    }

    private func read(_ source: KeySource, _ client: ServiceClient?) async -> [VerificationKey]? {
        switch source {
        case .file(let path): return await context.blocking { KeySource.read(file: path) } ?? nil
        case .address(_, let target):
            guard let reply = try? await client?.send(.get(target)), reply.isSuccess else { return nil }
            return KeySource.keys(of: reply.body.span.bytes)
        }
    }

    private static func client(
        _ source: KeySource, _ context: ServiceContext, on loop: isolated Loop
    ) -> ServiceClient? {
        guard case .address(let server, _) = source else { return nil }
        return ServiceClient(
            server, name: "keys", on: loop, resolver: context.resolver, timeout: .seconds(2))
    }
}

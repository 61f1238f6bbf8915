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
                await readOnce()
                guard await context.pause(Self.missingInterval) else { return }
            }
        }
        context.every(.seconds(60)) { [weak self] in await self?.readOnce() }
    }

    /// Reads both sets again for a token whose key is not known here.
    ///
    /// The gateway and identity may be making theirs this very moment, as they do when a whole house starts:
    /// then the first visitors wait up to a second instead of being refused.
    func reload() async {
        await readOnce()
        var tries = 0
        while isMissingSome, tries < 10, await context.pause(Self.missingInterval) {
            await readOnce()
            tries += 1
        }
    }

    private var isMissingSome: Bool { trusted.admissions == nil || trusted.users == nil }

    /// Reads both sets, unless that was done just before; waits for a reading in progress.
    private func readOnce() async {
        if isReading {
            let parking = Parking(context.reactor)
            waiting.append(parking)
            _ = await parking.park(context.reactor, atMost: .seconds(5))
            return
        }
        let now = context.reactor.now
        if let readAt, now.since(readAt) < (isMissingSome ? Self.missingInterval : Self.interval) { return }
        readAt = now
        isReading = true
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

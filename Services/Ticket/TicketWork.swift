internal import EventLoop
internal import Events
internal import Mail
internal import ServiceKit
internal import Telemetry

/// The work of a ticket process on one loop that no request asks for: events, the relay, the keys.
final class TicketWork {
    private let house: TicketHouse
    private let context: ServiceContext
    private let issue: EventConsumer<IssueWork>
    private let revoke: EventConsumer<RevokeWork>
    private let mail: EventConsumer<MailWork>
    private let relay: OutboxRelay

    init(
        _ house: TicketHouse, _ context: ServiceContext, pace: ConsumerPace,
        relay relayPace: OutboxRelay.Pace,
        on loop: isolated Loop
    ) {
        self.house = house
        self.context = context
        let redis = context.redis
        let pool = context.postgres
        issue = EventConsumer(
            "ticket.issue", IssueWork(house.cabinet), pool: pool, redis: redis, on: loop,
            resolver: context.resolver, log: context.log, pace: pace)
        revoke = EventConsumer(
            "ticket.revoke", RevokeWork(), pool: pool, redis: redis, on: loop,
            resolver: context.resolver, log: context.log, pace: pace)
        let messages = MailWork(
            pool: pool, printer: house.printer,
            mail: Self.postbox(house, context, on: loop),
            phone: LoggedTextMessages(log: context.log), letterhead: house.letterhead, log: context.log)
        mail = EventConsumer(
            "ticket.mail", messages, pool: pool, redis: redis, on: loop, resolver: context.resolver,
            log: context.log, pace: pace)
        relay = OutboxRelay(
            pool: pool, redis: redis, on: context.reactor, log: context.log, pace: relayPace)
    }

    private static func postbox(
        _ house: TicketHouse, _ context: ServiceContext, on loop: isolated Loop
    ) -> any Postbox {
        guard let relay = house.relay else { return FolderPostbox(path: house.mailFolder, context: context) }
        return RelayPostbox(
            MailSender(relay, on: loop, resolver: context.resolver) { [context] in context.now })
    }

    /// Begins, and ends with the role; one loop of a process `tends` its keys and relays.
    func start(tends: Bool) {
        issue.start()
        revoke.start()
        mail.start()
        if tends {
            relay.start()
            context.every(TicketKeyCabinet.reload) { [house, context] in
                let now = context.now
                _ = await context.blocking { house.cabinet.tend(now: now) }
            }
        }
        // The frame keeps the closure, and with it this object, until the end.
        context.onEnd { self.stop() }
    }

    private func stop() {
        issue.stop()
        revoke.stop()
        mail.stop()
        relay.stop()
    }
}

internal import EventLoop
internal import Events
internal import Postgres
internal import Redis
internal import ServiceKit
internal import Settings
internal import Telemetry
internal import Webhooks

/// Everything of payments on one loop: ledger, providers, desks and the work that goes on by itself.
final class PaymentParts {
    private let context: ServiceContext
    private let settlement: Settlement
    private let relay: OutboxRelay
    private let refunds: EventConsumer<RefundWork>
    private let fanOut: EventConsumer<WebhookFanOut>
    private let webhooks: WebhookSender
    private let reconciler: Reconciler
    private let notices: BankNotices?
    private let desks: [(ServiceRouter) -> Void]

    /// The parts of a loop.
    init(on loop: isolated Loop, _ context: ServiceContext, secrets: ProviderSecrets) {
        self.context = context
        let settings = context.services.payment
        let pool = context.postgres
        let redis = context.redis
        let base = Self.ownAddress(settings.frame.listen)
        let book = BankBook(pool)
        relay = OutboxRelay(pool: pool, redis: redis, on: loop.reactor, log: context.log)
        let providers = Self.providers(on: loop, context, secrets: secrets, book: book, base: base)
        let settlement = Settlement(
            ledger: PaymentLedger(pool), providers: providers, relay: relay, log: context.log,
            count: Self.counter(context))
        self.settlement = settlement
        refunds = EventConsumer(
            "payment.refund", RefundWork(settlement), pool: pool, redis: redis, on: loop,
            resolver: context.resolver, log: context.log)
        let webhooks = WebhookSender(
            pool: pool, on: loop, resolver: context.resolver, log: context.log
        ) { [unowned context] in
            context.now
        }
        self.webhooks = webhooks
        fanOut = EventConsumer(
            "webhook",
            WebhookFanOut(EventOrigin(baseURL: context.services.baseURL)) { [weak webhooks] in
                webhooks?.nudge()
            }, pool: pool, redis: redis, on: loop, resolver: context.resolver, log: context.log)
        reconciler = Reconciler(
            settlement, every: settings.reconcile, on: loop.reactor, log: context.log)
        notices = settings.demo ? Self.notices(on: loop, context, secrets, book: book, base: base) : nil
        desks = Self.desks(context, settlement, secrets, book: book, notices: notices, base: base)
    }

    /// Registers all routes.
    func register(_ router: ServiceRouter) {
        for desk in desks { desk(router) }
    }

    /// Begins the work that goes on by itself, until the role ends.
    func start() {
        let events = context.shared("events") { EventMetrics(context.registry) }
        relay.watcher = { backlog in
            events.show(
                waiting: backlog.waiting, oldest: backlog.oldestSeconds, parked: backlog.parked)
        }
        relay.start()
        refunds.start()
        fanOut.start()
        webhooks.start()
        reconciler.start()
        notices?.start()
        context.onEnd { [self] in
            relay.stop()
            refunds.stop()
            fanOut.stop()
            webhooks.stop()
            reconciler.stop()
            notices?.stop()
        }
    }

    // MARK: Making them

    private static func providers(
        on loop: isolated Loop, _ context: ServiceContext, secrets: ProviderSecrets, book: BankBook,
        base: String
    ) -> [any PaymentProvider] {
        let settings = context.services.payment
        var providers: [any PaymentProvider] = []
        if settings.demo { providers.append(MockProvider(book: book, secrets: secrets)) }
        guard settings.sslCommerz.baseURL != nil || settings.demo else { return providers }
        // Without a contract the stand-in answers, which is a group of our own routes.
        let server = String((settings.sslCommerz.baseURL ?? base).dropFirst("http://".count))
        let client = ServiceClient(
            server, name: "sslcommerz", on: loop, resolver: context.resolver, timeout: .seconds(8))
        providers.append(SSLCommerzProvider(client: client, secrets: secrets))
        return providers
    }

    private static func notices(
        on loop: isolated Loop, _ context: ServiceContext, _ secrets: ProviderSecrets, book: BankBook,
        base: String
    ) -> BankNotices {
        let client = ServiceClient(
            String(base.dropFirst("http://".count)), name: "payment", on: loop,
            resolver: context.resolver, timeout: .seconds(15))
        return BankNotices(
            book: book, text: BankNoticeText(secrets: secrets), client: client, base: base,
            on: loop.reactor, log: context.log
        ) { [unowned context] in context.now }
    }

    private static func desks(
        _ context: ServiceContext, _ settlement: Settlement, _ secrets: ProviderSecrets, book: BankBook,
        notices: BankNotices?, base: String
    ) -> [(ServiceRouter) -> Void] {
        let services = context.services
        let settings = services.payment
        let names = ProviderName.allCases.filter { settlement.provider($0) != nil }
        let payments = PaymentDesk(
            settlement, providers: names, baseURL: services.baseURL, reconcile: settings.reconcile)
        let news = NoticeDesk(settlement, log: context.log)
        let bank = BankDesk(
            settlement, book: book, notices: notices, secrets: secrets, faults: settings.faults,
            isDemo: settings.demo
        ) { name in
            // Only a real provider reaches us from outside.
            let isOutside = name == .sslcommerz && settings.sslCommerz.baseURL != nil
            return ReturnAddresses(
                baseURL: services.baseURL, noticesBase: isOutside ? services.baseURL : base, provider: name)
        }
        var desks = [payments.register, news.register, bank.register]
        if settings.demo, settings.sslCommerz.baseURL == nil {
            desks.append(StandInDesk(book: book, secrets: secrets, baseURL: services.baseURL).register)
        }
        return desks
    }

    /// Counts what becomes of payments, and shows how much is on its way.
    private static func counter(_ context: ServiceContext) -> (String, ProviderName) -> Void {
        let metrics = context.shared("payment") {
            PaymentMetrics(context.registry, providers: ProviderName.allCases.map(\.rawValue))
        }
        return { [shard = context.shard] outcome, provider in
            metrics.count(outcome, provider: provider.rawValue, on: shard)
        }
    }

    /// How this process reaches itself.
    static func ownAddress(_ listen: ListenAddress) -> String {
        if case .everywhere(let port) = listen { return "http://127.0.0.1:\(port)" }
        return "http://\(listen)"
    }
}

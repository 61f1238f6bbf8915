internal import Contracts
internal import EventLoop
internal import HTTP
internal import ServiceKit
internal import Settings

/// One loop's ways to the services behind the site, and what each is asked for.
///
/// Every call is made on behalf of the visitor: with their admission and user token, so that the service
/// verifies them itself and the site decides nothing for it.
final class SiteServices {
    private let identity: ServiceClient
    private let booking: ServiceClient
    private let payment: ServiceClient
    private let ticket: ServiceClient

    init(_ services: ServicesConfiguration, _ context: ServiceContext, on loop: isolated Loop) {
        let resolver = context.resolver
        identity = Self.client(services.identity.frame, "identity", on: loop, resolver)
        booking = Self.client(services.booking.frame, "booking", on: loop, resolver)
        payment = Self.client(services.payment.frame, "payment", on: loop, resolver)
        ticket = Self.client(services.ticket.frame, "ticket", on: loop, resolver)
    }

    private static func client(
        _ frame: ServiceFrame, _ name: String, on loop: isolated Loop, _ resolver: NameResolver
    ) -> ServiceClient {
        ServiceClient("\(frame.listen)", name: name, on: loop, resolver: resolver)
    }

    // MARK: Booking

    func stations(_ request: ServiceRequest) async throws(ServiceError) -> [StationModel] {
        let list: StationList = try await read(booking, ServicePaths.stations, request)
        return list.stations
    }

    func trips(
        from: String, to: String, date: CivilDate, _ request: ServiceRequest
    ) async throws(ServiceError) -> [TripSummary] {
        let target = SiteAddress.query(
            ServicePaths.trips, [("from", from), ("to", to), ("date", "\(date)")])
        let list: TripList = try await read(booking, target, request)
        return list.trips
    }

    func trip(_ id: String, _ request: ServiceRequest) async throws(ServiceError) -> TripModel {
        try await read(booking, SiteAddress.path(ServicePaths.trip, id), request)
    }

    func seats(
        _ trip: String, from: String, to: String, _ request: ServiceRequest
    ) async throws(ServiceError) -> SeatMap {
        let path = SiteAddress.path(ServicePaths.tripSeats, trip)
        return try await read(booking, SiteAddress.query(path, [("from", from), ("to", to)]), request)
    }

    func suggestions(
        _ trip: String, from: String, to: String, classCode: String?, count: Int, _ request: ServiceRequest
    ) async throws(ServiceError) -> [[String]] {
        let target = SiteAddress.query(
            SiteAddress.path(ServicePaths.seatSuggestions, trip),
            [("from", from), ("to", to), ("class", classCode), ("count", "\(count)")])
        let found: SeatSuggestions = try await read(booking, target, request)
        return found.suggestions
    }

    func hold(
        _ wish: HoldRequest, key: String, _ request: ServiceRequest
    ) async throws(ServiceError) -> ServiceReply {
        let call = try ServiceCall.json(.post, ServicePaths.holds, wish).idempotent(key)
        return try await booking.send(call.onBehalf(of: request))
    }

    func hold(_ id: String, _ request: ServiceRequest) async throws(ServiceError) -> HoldModel {
        try await read(booking, SiteAddress.path(ServicePaths.hold, id), request)
    }

    func extend(hold id: String, key: String, _ request: ServiceRequest) async throws(ServiceError) {
        let call = ServiceCall(.post, SiteAddress.path(ServicePaths.holdExtension, id)).idempotent(key)
        try (try await booking.send(call.onBehalf(of: request))).checked()
    }

    func release(hold id: String, _ request: ServiceRequest) async throws(ServiceError) {
        let call = ServiceCall(.delete, SiteAddress.path(ServicePaths.hold, id))
        try (try await booking.send(call.onBehalf(of: request))).checked()
    }

    func order(
        _ wish: OrderRequest, key: String, _ request: ServiceRequest
    ) async throws(ServiceError) -> OrderModel {
        let call = try ServiceCall.json(.post, ServicePaths.orders, wish).idempotent(key)
        return try (try await booking.send(call.onBehalf(of: request))).checked().json()
    }

    func order(_ id: String, _ request: ServiceRequest) async throws(ServiceError) -> OrderModel {
        try await read(booking, SiteAddress.path(ServicePaths.order, id), request)
    }

    func orders(_ request: ServiceRequest) async throws(ServiceError) -> [OrderModel] {
        let list: OrderList = try await read(booking, ServicePaths.orders, request)
        return list.orders
    }

    func cancel(order id: String, key: String, _ request: ServiceRequest) async throws(ServiceError) {
        let call = ServiceCall(.post, SiteAddress.path(ServicePaths.orderCancellation, id)).idempotent(key)
        try (try await booking.send(call.onBehalf(of: request))).checked()
    }

    func waitlist(_ request: ServiceRequest) async throws(ServiceError) -> [WaitlistModel] {
        let list: WaitlistList = try await read(booking, ServicePaths.waitlist, request)
        return list.entries
    }

    func wait(
        _ wish: WaitlistRequest, key: String, _ request: ServiceRequest
    ) async throws(ServiceError) {
        let call = try ServiceCall.json(.post, ServicePaths.waitlist, wish).idempotent(key)
        try (try await booking.send(call.onBehalf(of: request))).checked()
    }

    func leave(waitlist id: String, _ request: ServiceRequest) async throws(ServiceError) {
        let call = ServiceCall(.delete, SiteAddress.path(ServicePaths.waitlistEntry, id))
        try (try await booking.send(call.onBehalf(of: request))).checked()
    }

    // MARK: Payment

    func pay(
        _ wish: PaymentRequest, key: String, _ request: ServiceRequest
    ) async throws(ServiceError) -> PaymentIntent {
        let call = try ServiceCall.json(.post, ServicePaths.payments, wish).idempotent(key)
        return try (try await payment.send(call.onBehalf(of: request))).checked().json()
    }

    func payment(_ id: String, _ request: ServiceRequest) async throws(ServiceError) -> PaymentIntent {
        try await read(payment, SiteAddress.path(ServicePaths.payment, id), request)
    }

    // MARK: Ticket

    func ticket(_ id: String, _ request: ServiceRequest) async throws(ServiceError) -> TicketModel {
        try await read(ticket, SiteAddress.path(ServicePaths.ticket, id), request)
    }

    func ticketFile(_ template: String, _ id: String, _ request: ServiceRequest) async throws(ServiceError)
        -> [UInt8]
    {
        let call = ServiceCall.get(SiteAddress.path(template, id)).onBehalf(of: request)
        return try (try await ticket.send(call)).checked().body
    }

    // MARK: Identity

    /// Sends something to identity, whose answers also carry the cookies of a login.
    func identity(
        _ method: Method, _ path: String, _ body: some Encodable, key: String? = nil,
        _ request: ServiceRequest
    ) async throws(ServiceError) -> ServiceReply {
        var call = try ServiceCall.json(method, path, body)
        if let key { call = call.idempotent(key) }
        // By this one identity knows a browser that somebody was in from before.
        if let known = Self.cookie(request, "__Host-sluice-d", "sluice-d") { call.set("Cookie", known) }
        return try await identity.send(call.onBehalf(of: request))
    }

    /// A cookie of ours as it goes on to identity.
    private static func cookie(
        _ request: ServiceRequest, _ secure: StaticString, _ plain: StaticString
    ) -> String? {
        guard let value = request.ownCookie(secure, plain) else { return nil }
        return "\(request.cookie(secure) == nil ? plain : secure)=\(value)"
    }

    func ownAccount(_ request: ServiceRequest) async throws(ServiceError) -> AccountModel {
        try await read(identity, ServicePaths.ownAccount, request)
    }

    func endLogin(_ request: ServiceRequest) async throws(ServiceError) -> ServiceReply {
        var call = ServiceCall(.delete, ServicePaths.currentSession).onBehalf(of: request)
        if let token = Self.cookie(request, "__Host-sluice-r", "sluice-r") { call.set("Cookie", token) }
        return try await identity.send(call)
    }

    private func read<Value: Decodable>(
        _ client: ServiceClient, _ target: String, _ request: ServiceRequest
    ) async throws(ServiceError) -> Value {
        try (try await client.send(ServiceCall.get(target).onBehalf(of: request))).checked().json()
    }
}

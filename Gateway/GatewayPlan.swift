import EventLoop
import HTTP
import HTTPClient
import HTTPServer
import Limits
import ServiceKit
import Settings
import Tokens
import WaitingRoom

/// What the configuration says, resolved once for all loops of a gateway: rooms, routes, upstreams, trust.
struct GatewayPlan: Sendable {
    /// The rooms in the order of the file.
    let rooms: [RoomPlan]
    /// Each room's position by its name.
    let roomIndex: [RoomName: Int]
    /// Which request belongs to which room.
    let routes: RouteTable
    /// How upstreams are reached; rooms name them by position.
    let upstreams: [UpstreamSettings]
    let upstreamNames: [String]
    /// Where requests go that neither a route nor a room matches.
    let defaultUpstream: Int?
    /// Which request goes where, whatever room let it pass; the answers are positions in `routeUpstreams`.
    let upstreamRoutes: RouteTable
    let routeUpstreams: [Int]
    /// Whose `X-Forwarded-*` is believed.
    let trustedProxies: [AddressRange]
    /// Whether cookies go without `Secure` where there is no TLS.
    let insecureCookies: Bool
    /// Where a browser logs in, for rooms by account.
    let login: String
    /// Sessions given without a wait, by address.
    let fastPath: GCRA
    /// The waiting page.
    let page: WaitingPage
    /// Event streams a room and loop.
    let maximumStreams = 10_000

    init(_ settings: SluiceSettings) throws(GatewayError) {
        let names = settings.upstreams.keys.sorted()
        upstreamNames = names
        upstreams = names.map { name in
            Self.upstream(settings.upstreams[name] ?? UpstreamConfiguration(servers: []))
        }
        defaultUpstream = names.firstIndex(of: "default")
        trustedProxies = settings.gateway.trustedProxies.compactMap { block in
            let text = Array("\(block)".utf8)
            return AddressRange(text.span.bytes)
        }
        insecureCookies = settings.gateway.insecureCookies
        login = settings.login.login
        fastPath = GCRA(rate: settings.gateway.fastPath.rate, burst: settings.gateway.fastPath.burst)
        var rooms: [RoomPlan] = []
        var rules: [RouteRule] = []
        for (index, room) in settings.rooms.enumerated() {
            guard let name = RoomName(room.name), let upstream = names.firstIndex(of: room.upstream) else {
                throw .configuration("room \(room.name): bad name or unknown upstream")
            }
            rules.append(try Self.rule(room))
            let isOnly = settings.rooms.count == 1
            rooms.append(Self.plan(room, name: name, index: index, upstream: upstream, isOnly: isOnly))
        }
        guard RouteTable.patternCount(rules) <= RouteTable.maximumPatterns else {
            throw .configuration("the rooms have more than \(RouteTable.maximumPatterns) patterns")
        }
        (upstreamRoutes, routeUpstreams) = try Self.upstreamRoutes(settings.routes, names)
        self.rooms = rooms
        roomIndex = Dictionary(rooms.map { ($0.name, $0.index) }) { first, _ in first }
        routes = RouteTable(rules: rules)
        try Self.checkLogin(settings, routes)
        do {
            page = try WaitingPage { SHA256.digest(of: $0.span.bytes) }
        } catch {
            throw .configuration("the waiting page: \(error)")
        }
    }

    /// Where a request goes that may pass: its route's upstream, else its room's, else the default one.
    func upstream(of head: RequestHead, room: Int?) -> Int? {
        if !routeUpstreams.isEmpty, case .room(let route) = upstreamRoutes.match(head) {
            return routeUpstreams[route]
        }
        return room.map { rooms[$0].upstream } ?? defaultUpstream
    }

    /// Whether a peer is a proxy whose word on the visitor counts.
    func trusts(_ peer: SocketAddress) -> Bool {
        !trustedProxies.isEmpty && ForwardedChain.isTrusted(peer.clientAddress, trustedProxies)
    }

    /// The visitor's own address.
    func clientAddress(_ head: RequestHead, peer: SocketAddress) -> ClientAddress {
        ForwardedChain.client(of: head, peer: peer.clientAddress, trusted: trustedProxies)
    }

    /// What the upstream is told of the way.
    func forwarding(peer: SocketAddress) -> ForwardingRules {
        ForwardingRules(peer: peer.clientAddress, isTrusted: trusts(peer))
    }

    private static func rule(_ room: RoomConfiguration) throws(GatewayError) -> RouteRule {
        do throws(RoutePatternError) {
            var matches: [RoutePattern] = []
            for match in room.match { matches.append(try pattern(match)) }
            var excepts: [RoutePattern] = []
            for match in room.except { excepts.append(try pattern(match)) }
            return RouteRule(matches: matches, excepts: excepts)
        } catch {
            throw .configuration("room \(room.name): \(error.description)")
        }
    }

    /// Whoever is sent to the login page must reach it without a place.
    private static func checkLogin(_ settings: SluiceSettings, _ routes: RouteTable) throws(GatewayError) {
        let path = Array(settings.login.login.utf8)
        for room in settings.rooms where room.identity == .account {
            for host in room.match.map({ $0.host ?? "" }) {
                // Any host below the pattern's will do.
                let name = Array((host.hasPrefix("*.") ? "x" + host.dropFirst() : host).utf8)
                let get = Array("GET".utf8)
                let match = routes.match(
                    method: get.span.bytes, host: name.span.bytes, path: path.span.bytes)
                if match == .malformed {
                    throw .configuration("identity.login: \(settings.login.login) is not a plain path")
                }
                guard case .room(let other) = match, settings.rooms[other].identity == .account else {
                    continue
                }
                let (behind, page) = (settings.rooms[other].name, settings.login.login.prefix { $0 != "?" })
                throw .configuration(
                    "room \(behind): with identity account the login page must be exempt: add "
                        + "{path: \(page)} to except")
            }
        }
    }

    /// Routes are matched as rooms are, so they are a table of their own in which each is a room.
    private static func upstreamRoutes(
        _ routes: [RouteConfiguration], _ names: [String]
    ) throws(GatewayError) -> (RouteTable, [Int]) {
        var rules: [RouteRule] = []
        var upstreams: [Int] = []
        for (index, route) in routes.enumerated() {
            guard let upstream = names.firstIndex(of: route.upstream) else {
                throw .configuration("routes[\(index)]: unknown upstream \(route.upstream)")
            }
            do throws(RoutePatternError) {
                rules.append(RouteRule(matches: [try pattern(route.match)]))
            } catch {
                throw .configuration("routes[\(index)]: \(error.description)")
            }
            upstreams.append(upstream)
        }
        guard RouteTable.patternCount(rules) <= RouteTable.maximumPatterns else {
            throw .configuration("there are more than \(RouteTable.maximumPatterns) routes")
        }
        return (RouteTable(rules: rules), upstreams)
    }

    private static func pattern(_ match: RequestMatch) throws(RoutePatternError) -> RoutePattern {
        try RoutePattern(host: match.host, path: match.path, methods: match.methods)
    }

    private static func plan(
        _ room: RoomConfiguration, name: RoomName, index: Int, upstream: Int, isOnly: Bool
    ) -> RoomPlan {
        let settings = RoomSettings(
            mode: RoomMode(rawValue: room.mode.rawValue) ?? .auto, rate: room.rate, capacity: room.capacity,
            sessionStart: room.session.start, sessionIdle: room.session.idle, sessionMax: room.session.max,
            recall: room.recall, heartbeatEvery: room.heartbeat.every, lostAfter: room.heartbeat.lostAfter,
            warmUp: room.warmUp, message: room.message)
        return RoomPlan(
            index: index, name: name, nameBytes: Array(room.name.utf8), text: room.name, settings: settings,
            upstream: upstream,
            waitingStatus: room.waitingStatus, asksAccounts: room.identity == .account,
            secureCookies: CookieNames(name, isSecure: true, isOnlyRoom: isOnly),
            plainCookies: CookieNames(name, isSecure: false, isOnlyRoom: isOnly))
    }

    private static func upstream(_ configuration: UpstreamConfiguration) -> UpstreamSettings {
        var settings = UpstreamSettings(servers: configuration.servers.map { "\($0)" })
        settings.connectTimeout = configuration.connectTimeout
        settings.firstByteTimeout = configuration.firstByteTimeout
        settings.idleTimeout = configuration.idleTimeout
        settings.keepAliveConnections = configuration.keepAlive
        settings.keepAliveIdle = configuration.keepAliveTimeout
        return settings
    }
}

internal import Bytes
internal import EventLoop
internal import HTTP
internal import HTTPServer
internal import Telemetry

/// Serves a service's routes on one loop: finds the route, checks the caller, reads the body, answers.
///
/// The one place where errors become responses.
final class ServiceDesk: HTTPService {
    private let router: ServiceRouter
    private let context: ServiceContext
    private let callers: CallerCheck
    private let reloadKeys: () async -> Void
    private let metrics: RequestMetrics
    private let trusted: [AddressRange]
    private let errorPage: @Sendable (ServiceError, RefusedRequest) -> ServiceResponse?
    private var clock = ServiceClock()

    init(
        _ router: ServiceRouter, _ context: ServiceContext, callers: CallerCheck, metrics: RequestMetrics,
        trusted: [AddressRange],
        errorPage: @escaping @Sendable (ServiceError, RefusedRequest) -> ServiceResponse?,
        reloadKeys: @escaping () async -> Void
    ) {
        self.errorPage = errorPage
        self.router = router
        self.context = context
        self.callers = callers
        self.metrics = metrics
        self.trusted = trusted
        self.reloadKeys = reloadKeys
    }

    // MARK: Straight from the parser

    func answer(_ request: borrowing ImmediateRequest, into out: inout ByteBuffer) -> ImmediateAnswer {
        let head = request.head
        let match = router.find(head.method, head)
        guard case .route(let route, let places) = match else {
            return refuse(match.error ?? .notFound, request, nil, into: &out)
        }
        let start = context.reactor.now
        switch route.answer {
        case .handler(_, nil): return .needsRunner
        case .handler(_, .some(let immediate)):
            guard case .passed(let caller) = callers.check(head, route, now: context.now) else {
                return .needsRunner
            }
            do throws(ServiceError) {
                let asked = try self.request(head, route, places, caller, peer: request.peer, body: [])
                guard let response = try immediate(asked, context) else { return .needsRunner }
                return write(response, request, route, start, into: &out)
            } catch {
                return refuse(error, request, route, into: &out)
            }
        case .events(let handler):
            return openStream(handler, request, route, places, into: &out)
        }
    }

    private func openStream(
        _ handler: ServiceRouter.EventHandler, _ request: borrowing ImmediateRequest, _ route: ServiceRoute,
        _ places: [Range<Int>], into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        let source: any ServiceEventSource
        do throws(ServiceError) {
            switch callers.check(request.head, route, now: context.now, isLast: true) {
            case .passed(let caller):
                let asked = try self.request(
                    request.head, route, places, caller, peer: request.peer, body: [])
                source = try handler(asked, context)
            case .refused(let error), .unknownKey(let error): throw error
            }
        } catch {
            return refuse(error, request, route, into: &out)
        }
        let stream = request.openStream(source)
        StatusLine.append(200, to: &out)
        out.append(clock.dateLine(now: context.now))
        out.append("Content-Type: text/event-stream\r\nCache-Control: no-store\r\n")
        out.append("X-Accel-Buffering: no\r\nConnection: close\r\n\r\n")
        record(route, request.head, status: 200, since: context.reactor.now)
        // Nothing can be sent before the head is.
        context.reactor.atEndOfTurn { source.streamOpened(stream) }
        return .stream
    }

    private func write(
        _ response: ServiceResponse, _ request: borrowing ImmediateRequest, _ route: ServiceRoute?,
        _ start: LoopInstant, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        let writing = ResponseWriting(
            dateLine: clock.dateLine(now: context.now), closes: request.closes,
            includesBody: request.head.method != .head)
        response.write(writing, into: &out)
        record(route, request.head, status: response.status, since: start)
        return .answered
    }

    private func refuse(
        _ error: ServiceError, _ request: borrowing ImmediateRequest, _ route: ServiceRoute?,
        into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        write(refusal(error, request.head, route), request, route, context.reactor.now, into: &out)
    }

    // MARK: On a runner

    func respond(to exchange: Exchange) async {
        let start = context.reactor.now
        let match = router.find(exchange.head.method, exchange.head)
        var route: ServiceRoute?
        var response: ServiceResponse
        do throws(ServiceError) {
            guard case .route(let found, let places) = match else { throw match.error ?? .notFound }
            route = found
            response = try await perform(exchange, found, places)
        } catch {
            // Whoever left waits for no answer, and what was given up with them is no failure of ours.
            guard !exchange.isGone || error.status == 500 else { return }
            response = refusal(error, exchange.head, route)
        }
        guard !exchange.isGone else { return }
        let writing = ResponseWriting(
            dateLine: clock.dateLine(now: context.now), closes: exchange.closes,
            includesBody: exchange.head.method != .head)
        response.write(writing, into: &exchange.output)
        exchange.status = response.status
        record(route, exchange.head, status: response.status, since: start)
    }

    private func perform(
        _ exchange: Exchange, _ route: ServiceRoute, _ places: [Range<Int>]
    ) async throws(ServiceError) -> ServiceResponse {
        guard case .handler(let handler, _) = route.answer else {
            throw .badRequest("an event stream takes no body")
        }
        let caller = try await caller(exchange.head, route)
        let body = try await body(exchange, limit: route.bodyLimit)
        let asked = try request(exchange.head, route, places, caller, peer: exchange.peer, body: body)
        return try await handler(asked, context)
    }

    /// Who asks; a key that is not known here is looked for once before it is refused.
    private func caller(_ head: RequestHead, _ route: ServiceRoute) async throws(ServiceError) -> Caller {
        switch callers.check(head, route, now: context.now) {
        case .passed(let caller): return caller
        case .refused(let error): throw error
        case .unknownKey:
            await reloadKeys()
            switch callers.check(head, route, now: context.now, isLast: true) {
            case .passed(let caller): return caller
            case .refused(let error), .unknownKey(let error): throw error
            }
        }
    }

    private func body(_ exchange: Exchange, limit: Int) async throws(ServiceError) -> [UInt8] {
        guard exchange.head.hasBody else { return [] }
        var bytes = ByteBuffer()
        do throws(ExchangeError) {
            try await exchange.readWholeBody(into: &bytes, limit: limit)
            return bytes.copyBytes()
        } catch {
            // What is left of the body is not read: the connection cannot go on.
            exchange.closes = true
            switch error {
            case .bodyTooLarge: throw ServiceError(.contentTooLarge, "at most \(limit) bytes")
            case .malformedBody: throw .badRequest("the body breaks the rules of its framing")
            // Who left reads no answer.
            case .clientStalled, .clientGone: throw ServiceError(.requestTimeout)
            }
        }
    }

    // MARK: Both

    func refuse(_ refusal: Refusal, into out: inout ByteBuffer) {
        let error: ServiceError
        switch refusal {
        case .malformed(let mistake):
            error = ServiceError(ProblemCode(mistake), "\(mistake.reason)")
        case .headTimeout: error = ServiceError(.requestTimeout)
        case .overloaded: error = .overloaded("no runner is free")
        }
        note(error, nil, nil)
        let writing = ResponseWriting(
            dateLine: clock.dateLine(now: context.now), closes: true, includesBody: true)
        ServiceResponse(error, requestID: nil).write(writing, into: &out)
    }

    /// The response to a request that ends in an error.
    private func refusal(
        _ error: ServiceError, _ head: RequestHead, _ route: ServiceRoute?
    ) -> ServiceResponse {
        let id = requestID(head)
        note(error, id, route)
        guard head.wantsPage else { return ServiceResponse(error, requestID: id) }
        let refused = RefusedRequest(
            language: head.wantedLanguage, target: head.string(head.targetRange),
            isSafe: head.method.isSafe,
            showsUserToken: head.ownCookie("__Host-sluice-u", "sluice-u").map { !$0.isEmpty } ?? false)
        return errorPage(error, refused) ?? ServiceResponse(error, requestID: id)
    }

    private func request(
        _ head: RequestHead, _ route: ServiceRoute, _ places: [Range<Int>], _ caller: Caller,
        peer: SocketAddress, body: [UInt8]
    ) throws(ServiceError) -> ServiceRequest {
        var parameters: [String] = []
        for place in places {
            let raw = head.with(head.pathRange) { $0.extracting(place).copyBytes() }
            guard let text = PercentDecoding.decode(raw, plusIsSpace: false) else {
                throw .badRequest("the path is malformed")
            }
            parameters.append(text)
        }
        let client = ForwardedChain.client(of: head, peer: peer.clientAddress, trusted: trusted)
        return ServiceRequest(
            head: head, body: body, requestID: requestID(head), client: client, parameters: parameters,
            route: route, caller: caller)
    }

    private func requestID(_ head: RequestHead) -> RequestID {
        if let place = head.firstValue(.xRequestID), let id = head.with(place, { RequestID($0) }) {
            return id
        }
        return RequestID(random: context.random.next(), context.random.next())
    }

    private func record(_ route: ServiceRoute?, _ head: RequestHead, status: Int, since start: LoopInstant) {
        let taken = LoopInstant.now.since(start)
        metrics.record(
            method: head.method.metricsIndex, route: route?.index ?? 0, status: status,
            nanoseconds: UInt64(max(0, taken.wholeNanoseconds)), on: context.shard)
        context.log.debug("request") { line in
            line.field("method", "\(head.method.name)")
            line.field("route", route?.template.text ?? "")
            line.field("status", status)
            line.field("seconds", taken)
        }
    }

    /// What went wrong in our own house is told to the log; what a client did wrong only to its debug level.
    private func note(_ error: ServiceError, _ id: RequestID?, _ route: ServiceRoute?) {
        let level: LogLevel = error.status == 500 ? .error : error.status > 500 ? .warning : .debug
        context.log.write(level, "refused") { line in
            line.field("status", error.status)
            line.field("route", route?.template.text ?? "")
            line.field("cause", error.cause ?? error.problem.detail ?? "")
            if let id {
                var text = ByteBuffer(capacity: 36)
                id.append(to: &text)
                text.withReadable { line.request($0) }
            }
        }
    }
}

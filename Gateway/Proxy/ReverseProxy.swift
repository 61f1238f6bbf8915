import Bytes
import EventLoop
import HTTP
import HTTPClient
import HTTPServer
import Telemetry
import WaitingRoom

/// Carries requests of one loop to their upstreams and the answers back, streaming with back-pressure.
///
/// Memory for a request is bounded by one read in each direction, however large the bodies are. A request is
/// sent again only when it is safe, has no body and met a kept connection that had just died.
final class ReverseProxy {
    private let pools: [UpstreamPool]
    private let plan: GatewayPlan
    private let clock: LoopClock
    private var spares: [SpareBuffer] = []

    init(plan: GatewayPlan, pools: [UpstreamPool], clock: LoopClock) {
        self.plan = plan
        self.pools = pools
        self.clock = clock
    }

    /// Forwards one exchange.
    ///
    /// The response, an error included, is in the exchange's output or sent when this returns.
    func forward(_ exchange: Exchange, to upstream: Int, visit: SiteVisit?, service: GatewayService) async {
        let spare = spares.popLast() ?? SpareBuffer()
        defer { giveBack(spare) }
        do throws(UpstreamError) {
            if let kept = pools[upstream].takeIdle() {
                if try await carry(exchange, over: kept, visit, spare, service) { return }
            }
            let fresh = try await pools[upstream].open()
            if try await !carry(exchange, over: fresh, visit, spare, service) { throw .closed }
        } catch {
            if exchange.isGone { return }
            service.metrics.upstreamFailed(upstream)
            service.log.warning("upstream_failed") { line in
                line.field("upstream", plan.upstreamNames[upstream])
                line.field("reason", "\(error)")
            }
            respond(exchange, to: error, visit, service)
        }
    }

    /// One try over one connection; false when the request may be sent again over a fresh one.
    private func carry(
        _ exchange: Exchange, over connection: UpstreamConnection, _ visit: SiteVisit?, _ spare: SpareBuffer,
        _ service: GatewayService
    ) async throws(UpstreamError) -> Bool {
        let mayRepeat = connection.isReused && exchange.head.method.isSafe && !exchange.head.hasBody
        do throws(UpstreamError) {
            ProxiedRequest.write(exchange, visit, plan, service, into: &spare.bytes)
            let isTaken = try await connection.send(&spare.bytes)
            if isTaken, exchange.head.hasBody { try await sendBody(exchange, connection, spare) }
            try await connection.readHead(method: exchange.head.method)
        } catch {
            connection.abandon()
            if mayRepeat, error == .closed { return false }
            throw error
        }
        await relay(exchange, connection, visit, spare, service)
        return true
    }

    /// Streams the request's body; ends early when the upstream answers before it took everything.
    private func sendBody(
        _ exchange: Exchange, _ connection: UpstreamConnection, _ spare: SpareBuffer
    ) async throws(UpstreamError) {
        let isChunked = exchange.head.framing == .chunked
        while !exchange.bodyIsComplete {
            spare.bytes.removeAll()
            spare.piece.removeAll()
            do throws(ExchangeError) {
                guard try await exchange.readBody(into: &spare.piece) else { break }
            } catch {
                exchange.closes = true
                throw error == .malformedBody ? .malformedRequest : .cancelled
            }
            if isChunked {
                spare.piece.withReadable { ChunkWriter.append($0, to: &spare.bytes) }
            } else {
                swap(&spare.piece, &spare.bytes)
            }
            guard try await connection.send(&spare.bytes), !connection.hasSpoken || exchange.bodyIsComplete
            else {
                // The rest of the body will not come: the next request must not be taken for it.
                connection.requestIsCut = true
                exchange.closes = true
                return
            }
        }
        if isChunked {
            spare.bytes.removeAll()
            ChunkWriter.finish(to: &spare.bytes)
            _ = try await connection.send(&spare.bytes)
        }
    }

    private func relay(
        _ exchange: Exchange, _ connection: UpstreamConnection, _ visit: SiteVisit?, _ spare: SpareBuffer,
        _ service: GatewayService
    ) async {
        clock.refresh()
        exchange.status = connection.head.status
        let dateLine = clock.dateLine
        let downstream = ProxyHead.writeResponse(
            connection.head, to: exchange.head, closing: exchange.closes, dateLine: dateLine.span.bytes,
            into: &exchange.output)
        if !downstream.keepAlive { exchange.closes = true }
        if let visit { finishVisit(visit, ends: downstream.endsSession, exchange, service) }
        HeadWriter.end(to: &exchange.output)
        do throws(RelayError) {
            let isChunked = downstream.framing == .chunked
            try await relayBody(exchange, connection, isChunked ? spare : nil)
            if isChunked { ChunkWriter.finish(to: &exchange.output) }
            connection.finish()
        } catch {
            // The head is sent: a broken body can only be told by ending the connection before its end.
            connection.abandon()
            exchange.closes = true
        }
    }

    private func finishVisit(_ visit: SiteVisit, ends: Bool, _ exchange: Exchange, _ service: GatewayService)
    {
        if ends {
            service.endSession(visit.place, visit.desk)
            service.appendAdmissionRemoval(visit.cookies, into: &exchange.output)
            return
        }
        if visit.newSlip == nil, visit.newToken == nil { return }
        // The site may call this response public, but it now names one visitor: the stricter of two
        // directives counts (RFC 9111 section 4.2.1), and a shared cache must not hand a session to the next
        // one.
        exchange.output.append("Cache-Control: private\r\n")
        handOver(visit, service, into: &exchange.output)
    }

    /// Appends what the visitor needs to come back to the same session.
    private func handOver(_ visit: SiteVisit, _ service: GatewayService, into out: inout ByteBuffer) {
        if let slip = visit.newSlip { service.appendSlipCookie(slip, visit.cookies, into: &out) }
        if let token = visit.newToken, visit.usesHeader {
            HeadWriter.field("Sluice-Admission", value: token.span.bytes, to: &out)
        } else if let token = visit.newToken {
            service.appendAdmissionCookie(token.span.bytes, visit.cookies, into: &out)
        }
    }

    /// Relays the body; with a spare buffer as chunks.
    ///
    /// What came with the head goes out with it, in one write.
    private func relayBody(
        _ exchange: Exchange, _ connection: UpstreamConnection, _ chunks: SpareBuffer?
    ) async throws(RelayError) {
        do throws(UpstreamError) {
            while true {
                if try take(connection, chunks, into: exchange), exchange.output.count < 64 * 1024 {
                    continue
                }
                if connection.bodyIsComplete { return }
                if let failure = await flush(exchange) { throw failure }
                if let chunks {
                    chunks.piece.removeAll()
                    _ = try await connection.readBody(into: &chunks.piece)
                    appendChunk(chunks, to: exchange)
                } else {
                    _ = try await connection.readBody(into: &exchange.output)
                }
            }
        } catch {
            throw error == .cancelled ? .client : .upstream
        }
    }

    private func take(
        _ connection: UpstreamConnection, _ chunks: SpareBuffer?, into exchange: Exchange
    ) throws(UpstreamError) -> Bool {
        guard let chunks else { return try connection.takeBody(into: &exchange.output) }
        chunks.piece.removeAll()
        let took = try connection.takeBody(into: &chunks.piece)
        appendChunk(chunks, to: exchange)
        return took
    }

    private func appendChunk(_ chunks: SpareBuffer, to exchange: Exchange) {
        if !chunks.piece.isEmpty {
            chunks.piece.withReadable { ChunkWriter.append($0, to: &exchange.output) }
        }
    }

    private func flush(_ exchange: Exchange) async -> UpstreamError? {
        do throws(ExchangeError) {
            try await exchange.flush()
            return nil
        } catch {
            return .cancelled
        }
    }

    /// Tells of a failure; whoever has just got a session keeps it, or each retry would take another one.
    private func respond(
        _ exchange: Exchange, to failure: UpstreamError, _ visit: SiteVisit?, _ service: GatewayService
    ) {
        if exchange.head.hasBody, !exchange.bodyIsComplete { exchange.closes = true }
        let code: ProblemCode
        switch failure {
        case .timeout, .connectTimeout: code = .gatewayTimeout
        case .exhausted: code = .overloaded
        case .malformedRequest: code = .badRequest
        case .unresolved, .unreachable, .closed, .malformed: code = .badGateway
        case .cancelled:
            exchange.closes = true
            return
        }
        service.fail(exchange, code) { out in
            if let visit { handOver(visit, service, into: &out) }
        }
    }

    private func giveBack(_ spare: SpareBuffer) {
        spare.trim()
        if spares.count < 64 { spares.append(spare) }
    }
}

import Bytes
import HTTP
import HTTPServer
import Tokens
import WaitingRoom

extension GatewayService: EventStreamListener {
    /// `GET …/events`: the place as server-sent events.
    ///
    /// The connection is parked, no task waits between events.
    func openEvents(
        _ request: borrowing ImmediateRequest, room: Range<Int>, into out: inout ByteBuffer
    ) -> ImmediateAnswer {
        guard let desk = desk(request.head, room) else { return problem(.notFound, request, into: &out) }
        let cookies = cookies(request.head, peer: request.peer, of: desk)
        let reading = readSlip(request.head, of: desk, cookies: cookies)
        guard case .valid(let slip, _) = reading else {
            return problem(reading.problem ?? .slipRequired, request, into: &out)
        }
        guard streams[desk.plan.index].count < plan.maximumStreams, streams[desk.plan.index].takes(slip)
        else {
            return problem(.overloaded, request, into: &out)
        }
        let status = PlaceStatus(desk.bulletin.snapshot, slip: slip, forecast: desk.bulletin.forecast)
        out.append("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n")
        out.append("X-Accel-Buffering: no\r\nConnection: close\r\n\r\nretry: ")
        out.append(decimal: Int(2000 + random.next() % 6000))
        out.append("\n\n")
        appendPosition(status, slip, desk, into: &out)
        let stream = request.openStream(self)
        streams[desk.plan.index].add(stream, slip, state: status.state, now: clock.milliseconds)
        return .stream
    }

    /// Tells the listeners of a room how it stands.
    ///
    /// Changes are told at once, positions every 5 s, a comment every 15 s.
    func tellStreams(_ room: Int) {
        guard streams[room].count > 0 else { return }
        let desk = desks[room]
        let now = clock.milliseconds
        for tag in streams[room].tags {
            guard var listener = streams[room][tag] else { continue }
            if let place = listener.slip.place, desk.hasEnded(place) {
                endOver(listener.stream, room)
                continue
            }
            let status = PlaceStatus(
                desk.bulletin.snapshot, slip: listener.slip, forecast: desk.bulletin.forecast)
            if status.state == .called, desk.isLive, !listener.isClaiming, let place = listener.slip.place,
                now - listener.lastBeat >= 1000 || listener.lastState != .called
            {
                listener.isClaiming = desk.claim(place, .stream(listener.stream))
                listener.lastBeat = now
            } else if status.state == .waiting, let place = listener.slip.place,
                now - listener.lastBeat >= desk.bulletin.settings.heartbeatEvery.lineMilliseconds
            {
                desk.beat(place)
                listener.lastBeat = now
            }
            if status.state != listener.lastState || now - listener.lastSent >= 5000 {
                listener.lastState = status.state
                listener.lastSent = now
                streams[room].update(tag) { $0 = listener }
                listener.stream.send { appendPosition(status, listener.slip, desk, into: &$0) }
            } else {
                streams[room].update(tag) { $0 = listener }
            }
        }
    }

    /// A claim made for a listener has its answer: once inside, the page fetches its token itself.
    func finishStreamClaim(_ desk: RoomDesk, _ stream: EventStream, _ answer: ClaimAnswer) {
        let room = desk.plan.index
        streams[room].update(stream.tag) { $0.isClaiming = false }
        guard case .answered(let outcome, let time) = answer, let listener = streams[room][stream.tag] else {
            return
        }
        switch outcome {
        case .admitted, .same:
            if case .admitted = outcome { metrics.waited(room, time - listener.slip.time) }
            streams[room].remove(stream.tag)
            stream.end { $0.append("event: admitted\ndata: {\"redirect\":\"/\"}\n\n") }
        case .used, .expired: endOver(stream, room)
        case .notCalled, .held, .full: break
        }
    }

    /// Tells a listener that the place is over, and ends the stream.
    private func endOver(_ stream: EventStream, _ room: Int) {
        streams[room].remove(stream.tag)
        stream.end { $0.append("event: expired\ndata: {}\n\n") }
    }

    /// A listener has gone.
    func streamClosed(_ stream: EventStream) {
        for room in streams.indices where streams[room][stream.tag]?.stream === stream {
            streams[room].remove(stream.tag)
        }
    }

    /// Ends all streams before the process does; browsers come back, spread over some seconds.
    func endStreams() {
        for room in streams.indices {
            for tag in streams[room].tags {
                let stream = streams[room][tag]?.stream
                streams[room].remove(tag)
                stream?.end { out in
                    out.append("event: reconnect\ndata: {\"after_ms\":")
                    out.append(decimal: Int(500 + random.next() % 5000))
                    out.append("}\n\n")
                }
            }
        }
    }

    private func appendPosition(
        _ status: PlaceStatus, _ slip: Slip, _ desk: RoomDesk, into out: inout ByteBuffer
    ) {
        sealed.removeAll()
        seal(slip, into: &sealed)
        out.append("event: position\ndata: ")
        appendStatus(status, slip, desk, sent: nil, into: &out)
        out.append("\n\n")
    }
}

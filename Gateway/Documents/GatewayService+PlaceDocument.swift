import Telemetry
import Bytes
import HTTP
import WaitingRoom

extension GatewayService {
    /// Appends the place status as JSON (API.md).
    ///
    /// It has our names, and those that clients of other waiting rooms read. `sent` is the request whose slip
    /// can be given back as it is; otherwise its text stands in `sealed`. Written by hand from prepared
    /// pieces: this is the poll's answer, a hundred thousand times a second.
    func appendStatus(
        _ status: PlaceStatus, _ slip: Slip, _ desk: RoomDesk, sent: RequestHead?, into out: inout ByteBuffer
    ) {
        out.append("{\"room\":\"")
        desk.plan.name.append(to: &out)
        out.append("\",\"state\":\"")
        out.append(Self.name(status.state))
        out.append("\",\"place\":")
        out.append(decimal: status.place)
        out.append(",\"serving\":")
        out.append(decimal: status.serving)
        out.append(",\"ahead\":")
        out.append(decimal: status.ahead)
        out.append(",\"wait\":")
        if let wait = status.wait {
            out.append("{\"likely\":")
            out.append(decimal: Self.seconds(wait.likely))
            out.append(",\"low\":")
            out.append(decimal: Self.seconds(wait.low))
            out.append(",\"high\":")
            out.append(decimal: Self.seconds(wait.high))
            out.append("}")
        } else {
            out.append("null")
        }
        out.append(",\"refresh_seconds\":")
        out.append(decimal: status.pace.refreshSeconds)
        out.append(",\"return_url\":\"/\",\"slip\":\"")
        if let sent, let place = sent.firstValue(.sluiceSlip) {
            // Verified, so it is base64url: safe inside a JSON string as it is.
            sent.with(place) { out.append($0) }
        } else {
            sealed.withReadable { out.append($0) }
        }
        out.append("\",\"time\":\"")
        appendTime(into: &out)
        appendFamiliarNames(status, into: &out)
    }

    /// The names of Cloudflare's documents, which Alibaba's copy: their clients read ours.
    private func appendFamiliarNames(_ status: PlaceStatus, into out: inout ByteBuffer) {
        out.append("\",\"inWaitingRoom\":")
        out.append(status.isInWaitingRoom ? "true" : "false")
        out.append(",\"waitTime\":")
        out.append(decimal: status.waitMinutes)
        out.append(",\"waitTimeKnown\":")
        out.append(status.wait != nil ? "true" : "false")
        out.append(",\"waitTimeFormatted\":\"")
        if status.wait != nil {
            out.append(decimal: status.waitMinutes)
            out.append(status.waitMinutes == 1 ? " minute" : " minutes")
        } else {
            out.append("unavailable")
        }
        out.append("\",\"queueIsFull\":")
        out.append(status.queueIsFull ? "true" : "false")
        out.append(",\"queueAll\":")
        out.append(status.queueAll ? "true" : "false")
        out.append(",\"lastUpdated\":\"")
        appendTime(into: &out)
        out.append("\",\"refreshIntervalSeconds\":")
        out.append(decimal: status.pace.refreshSeconds)
        out.append("}")
    }

    /// Appends the time of this turn as RFC 3339.
    func appendTime(into out: inout ByteBuffer) {
        out.append(clock.stamp)
    }

    private static func seconds(_ value: Double) -> Int {
        Int(min(8_640_000, max(0, value.rounded())))
    }

    private static func name(_ state: PlaceStatus.State) -> StaticString {
        switch state {
        case .prequeue: "prequeue"
        case .waiting: "waiting"
        case .called: "called"
        case .admitted: "admitted"
        case .finished: "finished"
        case .expired: "expired"
        case .held: "held"
        }
    }
}

import Bytes

extension WaitingPage {
    /// A value that differs from page to page; the raw value is its name in `page.html`.
    enum Slot: String, Sendable, CaseIterable {
        case tab, title, message
        case ahead, unit, place, serving, pace, likely, range, countdown
        case refresh, progress, level
        case room, returnPath = "return", returnQuery
        case data
    }

    /// Appends the value of one slot, escaped for where it stands.
    func fill(_ slot: Slot, _ content: Content, _ words: Words, _ out: inout ByteBuffer) {
        switch slot {
        case .tab: appendTab(content, words, &out)
        case .title: out.append(markup: content.title)
        case .message: out.append(markup: content.message)
        case .ahead: words.append(number: content.ahead, to: &out)
        case .unit: out.append(content.ahead == 1 ? words.person : words.people)
        case .place: words.append(number: content.place ?? 0, to: &out)
        case .serving: words.append(number: content.serving, to: &out)
        case .pace: words.append(pace: content.ratePerSecond, to: &out)
        case .likely: words.append(likely: content.wait, stands: content.state.stands, to: &out)
        case .range: words.append(range: content.state.stands ? nil : content.wait, to: &out)
        case .countdown: words.append(countdown: content.opensInSeconds, to: &out)
        case .refresh: out.append(decimal: max(1, content.refreshSeconds))
        case .progress: out.append(decimal: content.percent)
        case .level: out.append(decimal: content.state.view == .turn ? 20 : 180 - content.percent * 3 / 2)
        case .room: out.append(query: content.room)
        case .returnPath: out.append(markup: content.safeReturnPath)
        case .returnQuery: out.append(query: content.safeReturnPath)
        case .data: appendData(content, &out)
        }
    }

    /// What a tab shows: people ahead while waiting, else the headline; then the room.
    private func appendTab(_ content: Content, _ words: Words, _ out: inout ByteBuffer) {
        switch content.state.view {
        case .line: words.append(tabAhead: content.ahead, to: &out)
        case .turn: out.append(words.tabCalled)
        default: out.append(words.headline(content.state))
        }
        out.append(" · ")
        out.append(markup: content.title)
    }

    /// What the script starts from, as JSON that cannot leave its script element.
    private func appendData(_ content: Content, _ out: inout ByteBuffer) {
        out.append("{\"room\":")
        out.append(json: content.room)
        out.append(",\"title\":")
        out.append(json: content.title)
        out.append(",\"state\":")
        out.append(json: content.state.rawValue)
        out.append(",\"return\":")
        out.append(json: content.safeReturnPath)
        appendField("place", content.place, &out)
        appendField("serving", content.serving, &out)
        appendField("ahead", content.ahead, &out)
        out.append(",\"wait\":")
        if let wait = content.wait {
            out.append(UInt8(ascii: "["))
            out.append(decimal: wait.likely)
            out.append(UInt8(ascii: ","))
            out.append(decimal: wait.low)
            out.append(UInt8(ascii: ","))
            out.append(decimal: wait.high)
            out.append(UInt8(ascii: "]"))
        } else {
            out.append("null")
        }
        appendField("refresh", max(1, content.refreshSeconds), &out)
        appendField("within", content.heartbeatWithin, &out)
        appendField("beat", max(1, content.heartbeatSeconds), &out)
        appendField("waited", content.waitedSeconds, &out)
        appendField("opens", content.opensInSeconds, &out)
        out.append(",\"progress\":")
        out.append(thousandths: content.progress)
        out.append(",\"rate\":")
        out.append(thousandths: content.ratePerSecond ?? 0)
        out.append(UInt8(ascii: "}"))
    }

    private func appendField(_ name: StaticString, _ value: Int?, _ out: inout ByteBuffer) {
        out.append(",\"")
        out.append(name)
        out.append("\":")
        if let value { out.append(decimal: value) } else { out.append("null") }
    }
}

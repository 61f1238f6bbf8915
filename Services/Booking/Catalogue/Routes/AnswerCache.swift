internal import EventLoop
internal import ServiceKit

/// Answers that lie ready on one loop, each with its version and until when it counts.
final class AnswerCache {
    private struct Entry {
        let response: ServiceResponse
        let tag: EntityTag
        let until: LoopInstant
    }

    private let capacity: Int
    private var young: [String: Entry] = [:]
    private var old: [String: Entry] = [:]

    /// A cache of at most twice so many answers.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// The answer to a question, or 304 where the client has it; nil where none is fresh.
    func find(_ key: String, _ request: ServiceRequest) -> ServiceResponse? {
        guard let entry = young[key] ?? old[key], LoopInstant.now < entry.until else { return nil }
        return entry.response.tagged(entry.tag, for: request)
    }

    /// Keeps an answer, and gives it as `find` does.
    func keep(
        _ key: String, _ response: ServiceResponse, _ tag: EntityTag, until: LoopInstant,
        _ request: ServiceRequest
    ) -> ServiceResponse {
        if young.count >= capacity {
            old = young
            young = [:]
            young.reserveCapacity(capacity)
        }
        young[key] = Entry(response: response, tag: tag, until: until)
        return response.tagged(tag, for: request)
    }

    /// Forgets everything: the timetable has changed.
    func removeAll() {
        young = [:]
        old = [:]
    }
}

internal import Synchronization

/// The last code that was sent to each contact, for demonstrations: what their ops listener shows.
///
/// It exists only with `services.identity.demo`, keeps 1,024 contacts and forgets the oldest.
final class DemoOutbox: Sendable {
    private struct State {
        var codes: [String: String] = [:]
        var order: [String] = []
    }

    private static let capacity = 1024
    private let state = Mutex(State())

    /// Notes a code.
    func put(_ code: String, to contact: Contact) {
        state.withLock { state in
            if state.codes.updateValue(code, forKey: contact.text) == nil { state.order.append(contact.text) }
            if state.order.count > Self.capacity { state.codes[state.order.removeFirst()] = nil }
        }
    }

    /// The last code to a contact.
    func code(to contact: Contact) -> String? {
        state.withLock { $0.codes[contact.text] }
    }
}

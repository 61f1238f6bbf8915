internal import ServiceKit

/// `GET /v1/demo/otp?to=` on the ops listener: the last code to a contact, for scripts that play a person.
enum DemoCodes {
    /// The route; the answer is `{"to": …, "code": …}`, or 404 where none was sent.
    static func route(_ outbox: DemoOutbox) -> OpsRoute {
        OpsRoute("/v1/demo/otp") { query in
            guard let typed = query.first(where: { $0.name == "to" })?.value,
                // A plus that was not escaped came as a space.
                let contact = Contact(typed.hasPrefix(" ") ? "+" + typed.dropFirst() : typed)
            else { return .text("to=: a phone number or a mail address\n", status: 400) }
            guard let code = outbox.code(to: contact) else { return .text("no code\n", status: 404) }
            return .json(["to": contact.text, "code": code])
        }
    }
}

internal import Mail

/// How mails leave: through which relay, and from whom.
struct MailWay: Sendable {
    let relay: MailRelay
    let sender: MailAddress
}

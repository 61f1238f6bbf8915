internal import Telemetry

/// What all loops of an identity process share.
final class IdentityHouse: Sendable {
    let keys: IdentityKeyCabinet
    let passwords: PasswordDesk
    let messages: CodeMessages
    let mail: MailWay?
    let log: EventLog

    init(
        keys: IdentityKeyCabinet, passwords: PasswordDesk, messages: CodeMessages, mail: MailWay?,
        log: EventLog
    ) {
        self.keys = keys
        self.passwords = passwords
        self.messages = messages
        self.mail = mail
        self.log = log
    }
}

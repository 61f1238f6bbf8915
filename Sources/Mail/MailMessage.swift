/// A message: who, to whom, what.
package struct MailMessage: Sendable, Hashable {
    /// The most bytes of one message as it is sent.
    package static let maximumBytes = 8 << 20

    /// Who sends it; also where bounces go.
    package var sender: MailAddress
    /// Who gets it.
    package var recipient: MailAddress
    /// The subject, in any script.
    package var subject: String
    /// The text for everybody.
    package var text: String
    /// The same as HTML, for those who like it.
    package var html: String?
    /// Files that go with it.
    package var attachments: [MailAttachment]
    /// The first half of its Message-ID, the same at every try, so that a second copy can be told.
    ///
    /// Letters, digits and hyphens; a random one where there is none, or another character in it.
    package var id: String?

    /// A message of its parts.
    package init(
        sender: MailAddress, recipient: MailAddress, subject: String, text: String, html: String? = nil,
        attachments: [MailAttachment] = [], id: String? = nil
    ) {
        self.sender = sender
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.html = html
        self.attachments = attachments
        self.id = id
    }
}

internal import Mail

/// Takes mails to where they go; a postbox belongs to one loop.
protocol Postbox: AnyObject {
    /// Returns when somebody has taken the mail over for good; a throw says whether to try again.
    func post(_ message: MailMessage) async throws(MessageFailure)
}

/// A provider of text messages to phones: what a company that sends SMS has to be made to fit.
protocol TextMessageSender: AnyObject {
    /// Returns when the provider has taken the text over; `id` is the same at every try.
    func send(_ text: String, to phone: String, id: String) async throws(MessageFailure)
}

internal import Bytes
internal import Files
internal import Mail
internal import ServiceKit
internal import Telemetry

/// Keeps mails as files, one a mail, where no relay is named: for demonstrations and for tests.
final class FolderPostbox: Postbox {
    private let path: String
    private let context: ServiceContext

    /// A folder, which is made when the first mail comes.
    init(path: String, context: ServiceContext) {
        self.path = path
        self.context = context
    }

    /// Writes the file of a mail, named by its id; a second try replaces it.
    func post(_ message: MailMessage) async throws(MessageFailure) {
        var random = SystemRandomNumberGenerator()
        let bytes = message.rendered(time: context.now, random: &random).copyBytes()
        let file = "\(path)/\(message.id ?? "mail").eml"
        let failure = await context.blocking { () -> String? in
            do throws(FileFailure) {
                try WholeFile.write(bytes.span.bytes, to: file, mode: 0o600)
                return nil
            } catch {
                return "\(error)"
            }
        }
        guard let failure else { throw .later("too much waits for the disk") }
        if let failure { throw .later(failure) }
        context.log.info("mail_kept") { $0.field("id", message.id ?? "") }
    }
}

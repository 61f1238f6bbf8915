package import Bytes
import Compression

extension WaitingPage {
    /// Appends the same document as one gzip member, about 13 kB.
    ///
    /// The large constants were deflated when the gateway started; what is personal, and what is too small to
    /// gain, goes out as stored bytes. Nothing is compressed here: `docs/decisions/010-page-compression.md`.
    package func appendCompressed(_ content: Content, to out: inout ByteBuffer) {
        let template = template(content.language)
        // Every state has one.
        guard let document = template.document(content.state) else { return }
        out.reserve(document.compressedBytes + 2048 + content.message.utf8.count)
        var member = GzipAssembler(to: &out)
        for part in document.parts {
            if case .literal(_, .some(let prepared)) = part {
                member.append(prepared, to: &out)
            } else {
                append(part, content, template.words, to: &out)
            }
        }
        member.finish(&out)
    }
}

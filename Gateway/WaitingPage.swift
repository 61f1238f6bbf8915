package import Bytes

/// The waiting page: the face of Sluice, one HTML document with everything inline.
///
/// Template, style, script and words are cut into literal parts and slots once, when the gateway starts, for
/// each state and language. A page is then a walk over these parts: literals are copied, slots filled with
/// escaped values. No string is searched or replaced for a request, and nothing is allocated besides what the
/// buffer needs.
///
/// The way of a page: `Content` says what it is about, `Template` and `Document` where its `Slot`s stand,
/// `Words` how its numbers read in its `Language`; `docs/decisions/008-waiting-page.md` has the reasons, and
/// `010-page-compression.md` those of the compressed form.
package struct WaitingPage: Sendable {
    /// The value of the `Content-Security-Policy` header that this page needs.
    ///
    /// Its own style and scripts by hash, requests to its own origin, nothing else.
    package let contentSecurityPolicy: [UInt8]

    private let english: Template
    private let bangla: Template

    /// Prepares the page; `sha256` hashes the constant style and scripts for the security policy.
    ///
    /// Throws when the embedded template and the words do not fit each other, which a test rules out.
    package init(sha256: ([UInt8]) -> [UInt8]) throws(Fault) {
        let style = Self.squeezed(PackageResources.page_css)
        let boot = Self.squeezed(PackageResources.boot_js)
        let script = Self.squeezed(Self.script)
        contentSecurityPolicy = Self.policy(style: sha256(style), scripts: [sha256(boot), sha256(script)])
        let parts = ["css": style, "boot": boot, "js": script]
        english = try Template(
            PackageResources.page_html, words: Words(PackageResources.en_txt, .english), parts: parts)
        bangla = try Template(
            PackageResources.page_html, words: Words(PackageResources.bn_txt, .bangla), parts: parts)
    }

    /// Appends the whole document for one visitor, about 33 kB of UTF-8.
    package func append(_ content: Content, to out: inout ByteBuffer) {
        let template = template(content.language)
        // Every state has one.
        guard let document = template.document(content.state) else { return }
        out.reserve(document.literalBytes + 2048 + content.message.utf8.count)
        for part in document.parts { append(part, content, template.words, to: &out) }
    }

    /// The prepared template of a language.
    func template(_ language: Language) -> Template { language == .bangla ? bangla : english }

    /// Appends one part as it is.
    @inline(__always)
    func append(_ part: Document.Part, _ content: Content, _ words: Words, to out: inout ByteBuffer) {
        switch part {
        case .literal(let bytes, _): out.append(bytes)
        case .slot(let slot): fill(slot, content, words, &out)
        case .hiddenWithoutMessage: if content.message.isEmpty { out.append(" hidden") }
        }
    }

    /// The parts of the script, joined into one function so that none of their names is global.
    private static var script: [UInt8] {
        let parts = [
            PackageResources.state_js, PackageResources.words_js, PackageResources.view_js,
            PackageResources.line_js, PackageResources.pace_js, PackageResources.tabs_js,
        ]
        return Array("(function () {\n'use strict';\n".utf8) + parts.joined() + Array("})();\n".utf8)
    }

    /// Bytes without leading blanks, blank lines and lines that are comments: what a phone need not load.
    ///
    /// Line breaks stay, so that a script means the same.
    static func squeezed(_ source: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        for line in source.split(separator: UInt8(ascii: "\n")) {
            let text = line.drop { $0 == UInt8(ascii: " ") }
            if text.isEmpty || text.starts(with: "//".utf8) || text.starts(with: "/*".utf8) { continue }
            result.append(contentsOf: text)
            result.append(UInt8(ascii: "\n"))
        }
        return result
    }

    /// The security policy that lets exactly our own style and scripts run.
    private static func policy(style: [UInt8], scripts: [[UInt8]]) -> [UInt8] {
        var out = ByteBuffer()
        out.append("default-src 'none'; style-src ")
        appendSource(style, to: &out)
        out.append("; script-src")
        for script in scripts {
            out.append(UInt8(ascii: " "))
            appendSource(script, to: &out)
        }
        out.append(
            "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        return out.copyBytes()
    }

    /// A hash source of CSP level 2, in the ordinary alphabet of base64 with padding.
    private static func appendSource(_ hash: [UInt8], to out: inout ByteBuffer) {
        var digits = ByteBuffer()
        Base64URL.encode(hash.span.bytes, into: &digits)
        out.append("'sha256-")
        for digit in digits.copyBytes() {
            switch digit {
            case UInt8(ascii: "-"): out.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): out.append(UInt8(ascii: "/"))
            default: out.append(digit)
            }
        }
        for _ in 0..<((3 - hash.count % 3) % 3) { out.append(UInt8(ascii: "=")) }
        out.append(UInt8(ascii: "'"))
    }
}

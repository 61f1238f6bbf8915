package import Bytes

/// The text form: a line that names the format, then one key a line, each ended by a newline.
///
///     sluice-keys 1
///     session SECRET
///     slip ID SIGN_FROM SECRET|retired
///     admission SIGN_FROM SEED
///
/// ID is 8 hexadecimal digits, SIGN_FROM milliseconds since 1970, SECRET and SEED 32 bytes in base64url. One
/// space between words, nothing else: a file that was edited by half is refused, with the number of the line.
extension KeyRing {
    /// The most bytes of a key file.
    package static let maximumTextBytes = 32 * 1024

    /// Appends the text form.
    package func append(to out: inout ByteBuffer) {
        out.append("sluice-keys 1\nsession ")
        session.withBytes { Base64URL.encode($0, into: &out) }
        out.append("\n")
        for key in slips {
            out.append("slip ")
            out.append(hex: UInt64(key.id), width: 8)
            out.append(" ")
            out.append(decimal: Int(key.signFrom))
            out.append(" ")
            if let secret = key.secret {
                secret.withBytes { Base64URL.encode($0, into: &out) }
            } else {
                out.append("retired")
            }
            out.append("\n")
        }
        for key in admissions {
            out.append("admission ")
            out.append(decimal: Int(key.signFrom))
            out.append(" ")
            key.seed.withBytes { Base64URL.encode($0, into: &out) }
            out.append("\n")
        }
    }

    /// Reads the text form; `path` only names the file in errors.
    package init(text: RawSpan, path: String) throws(KeyError) {
        guard text.byteCount <= Self.maximumTextBytes else { throw .malformed(path: path, line: 1) }
        var reading = Reading()
        var line = 0
        var start = 0
        for index in 0..<text.byteCount where text.byte(at: index) == UInt8(ascii: "\n") {
            line += 1
            let content = text.extracting(start..<index)
            start = index + 1
            if line == 1 {
                guard content.equals("sluice-keys 1") else { throw .unknownFormat(path: path) }
            } else if !reading.take(content) {
                throw .malformed(path: path, line: line)
            }
        }
        guard line > 0 else { throw .unknownFormat(path: path) }
        guard start == text.byteCount else { throw .malformed(path: path, line: line + 1) }
        guard let session = reading.session, !reading.admissions.isEmpty,
            reading.slips.contains(where: { $0.secret != nil })
        else { throw .noKey }
        self.init(slips: reading.slips, admissions: reading.admissions, session: session)
    }

    /// What the lines read so far have said.
    private struct Reading {
        var session: Secret?
        var slips: [SlipKey] = []
        var admissions: [AdmissionKey] = []

        /// Takes one line; whether it was valid.
        mutating func take(_ line: RawSpan) -> Bool {
            let words = Self.words(of: line)
            guard let first = words.first else { return false }
            let kind = line.extracting(first)
            if kind.equals("session"), words.count == 2, session == nil {
                session = Self.secret(line.extracting(words[1]))
                return session != nil
            }
            if kind.equals("slip"), words.count == 4, slips.count < KeyRing.maximumKeys {
                return takeSlip(
                    id: line.extracting(words[1]), signFrom: line.extracting(words[2]),
                    secret: line.extracting(words[3]))
            }
            if kind.equals("admission"), words.count == 3, admissions.count < KeyRing.maximumKeys {
                guard let signFrom = line.extracting(words[1]).decimal(maximumDigits: 15),
                    let seed = Self.secret(line.extracting(words[2]))
                else { return false }
                admissions.append(AdmissionKey(signFrom: Int64(signFrom), seed: seed))
                return true
            }
            return false
        }

        private mutating func takeSlip(id: RawSpan, signFrom: RawSpan, secret: RawSpan) -> Bool {
            guard let id = Self.slipID(id), let signFrom = signFrom.decimal(maximumDigits: 15),
                !slips.contains(where: { $0.id == id })
            else { return false }
            let retired = secret.equals("retired")
            let secret = retired ? nil : Self.secret(secret)
            guard retired || secret != nil else { return false }
            slips.append(SlipKey(id: id, signFrom: Int64(signFrom), secret: secret))
            return true
        }

        /// The ranges between single spaces.
        private static func words(of line: RawSpan) -> [Range<Int>] {
            var words: [Range<Int>] = []
            var start = 0
            for index in 0..<line.byteCount where line.byte(at: index) == UInt8(ascii: " ") {
                words.append(start..<index)
                start = index + 1
            }
            words.append(start..<line.byteCount)
            return words
        }

        private static func secret(_ text: RawSpan) -> Secret? {
            var bytes = ByteBuffer(capacity: Secret.byteCount)
            guard text.byteCount == 43, Base64URL.decode(text, into: &bytes) else { return nil }
            return Secret(bytes: bytes.copyBytes())
        }

        private static func slipID(_ text: RawSpan) -> UInt32? {
            guard text.byteCount == 8 else { return nil }
            var id: UInt32 = 0
            for index in 0..<8 {
                switch text.byte(at: index) {
                case let digit where digit >= 0x30 && digit <= 0x39: id = id << 4 | UInt32(digit - 0x30)
                case let digit where digit >= 0x61 && digit <= 0x66: id = id << 4 | UInt32(digit - 0x57)
                default: return nil
                }
            }
            return id == 0 ? nil : id
        }
    }
}

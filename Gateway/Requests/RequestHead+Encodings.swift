import Bytes
import HTTP

extension RequestHead {
    /// Whether the client takes gzip, by its Accept-Encoding (RFC 9110 section 12.5.3).
    ///
    /// It must name `gzip` (or `x-gzip`, its old name) with a weight above zero. `*` alone is not enough, and
    /// what is malformed or said twice in two ways is a no: the page as it is, is right for everybody.
    var takesGzip: Bool {
        guard has(.acceptEncoding) else { return false }
        var answer: Bool?
        for index in 0..<fieldCount {
            let field = field(at: index)
            guard field.known == .acceptEncoding else { continue }
            guard let taken = with(field.value, { AcceptEncoding.namesGzip($0) }) else { continue }
            answer = (answer ?? true) && taken
        }
        return answer ?? false
    }
}

import HTTP
import Testing

@testable import Gateway

/// Who is sent gzip.
@Suite struct AcceptEncodingTests {
    @Test(
        "Gzip is taken when it is named with a weight above zero",
        arguments: [
            "gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZip", "x-gzip",
            " gzip ; q=0.001 ",
            "gzip;Q=1", "gzip;q=1.000", "gzip;q=1.", "deflate,\tgzip", ",,gzip,", "gzip;q=0.5, gzip",
        ])
    func taken(value: String) {
        #expect(Self.head(["Accept-Encoding: \(value)"]).takesGzip)
    }

    @Test(
        "Everything else gets the page as it is",
        arguments: [
            "", "identity", "*", "br", "gzipped", "x-gzip2", "gzip;q=0", "gzip;q=0.0", "gzip;q=0.000",
            "gzip; q=0, *",
            "gzip;q=", "gzip;", "gzip;q", "gzip;q=x", "gzip;q=2", "gzip;q=10", "gzip;q=1.001",
            "gzip;q=0.0001",
            "gzip;q=-1", "gzip;q=0,5", "gzip;level=9", "gzip;q=1;q=0", "gzip q=1", "gzip, gzip;q=0", ";q=1",
        ])
    func refused(value: String) {
        #expect(!Self.head(["Accept-Encoding: \(value)"]).takesGzip)
    }

    @Test("Several fields count as one, and a list beyond the bound is a no")
    func severalFields() {
        #expect(!Self.head([]).takesGzip)
        #expect(Self.head(["Accept-Encoding: br", "Accept: gzip;q=0", "accept-encoding: gzip"]).takesGzip)
        #expect(!Self.head(["Accept-Encoding: gzip", "Accept-Encoding: gzip;q=0"]).takesGzip)
        let others = String(repeating: "x,", count: AcceptEncoding.mostCodings - 1)
        #expect(Self.head(["Accept-Encoding: \(others)gzip"]).takesGzip)
        #expect(!Self.head(["Accept-Encoding: gzip,\(others)x,x"]).takesGzip)
    }

    private static func head(_ fields: [String]) -> RequestHead {
        let head = RequestHead()
        let text = (["GET / HTTP/1.1", "Host: a"] + fields).map { $0 + "\r\n" }.joined() + "\r\n"
        let isWhole = Array(text.utf8).withUnsafeBytes {
            if case .complete = RequestParser.parse($0.bytes, scanned: 0, limits: HTTPLimits(), into: head) {
                true
            } else {
                false
            }
        }
        #expect(isWhole, "\(fields)")
        return head
    }
}

/// Bytes that no honest client sends.
enum HostileBytes {
    private static let poll = "GET /_sluice/v1/rooms/demo/place HTTP/1.1\r\nHost: h\r\n"
    private static let post = "POST /_sluice/v1/rooms/demo/places HTTP/1.1\r\nHost: h\r\n"

    /// Heads and bodies that are wrong: each must end in a refusal or a closed connection.
    static let requests: [String] = [
        "\r\n\r\n\r\n\r\n", "\n\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", " GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "get / http/1.1\r\nhost: h\r\n\r\n",
        "GET / HTTP/1.1\nHost: h\n\n", "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\n folded: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nX: a\u{0}b\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nX\r\n\r\n", "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: h\r\n\r\n", "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}",
        "\(post)Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "\(post)Content-Length: -1\r\n\r\n",
        "\(post)Content-Length: +5\r\n\r\nhello", "\(post)Content-Length: 5, 5\r\n\r\nhello",
        "\(post)Content-Length: 99999999999999999999\r\n\r\n", "\(post)Content-Length: 0x5\r\n\r\nhello",
        "\(post)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "\(post)Transfer-Encoding: gzip\r\n\r\n",
        "\(post)Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "\(post)Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "\(post)Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "\(post)Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "\(post)Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "\(post)Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n",
        "\(post)Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
        "GET /" + String(repeating: "a", count: 20_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nX: " + String(repeating: "b", count: 40_000) + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n" + String(repeating: "X: y\r\n", count: 500) + "\r\n",
        "GET /_sluice/v1/rooms/../../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /_sluice/v1/rooms//place HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /_sluice/v1/rooms/" + String(repeating: "r", count: 5000) + "/place HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /_sluice/v1/rooms/nowhere/place HTTP/1.1\r\nHost: h\r\n\r\n",
        "PATCH /_sluice/v1/rooms/demo/place HTTP/1.1\r\nHost: h\r\n\r\n", poll + "\r\n",
        poll + "Sluice-Slip: x\r\n\r\n",
        poll + "Sluice-Slip: " + String(repeating: "A", count: 119) + "\r\n\r\n",
        poll + "Sluice-Slip: " + String(repeating: "A", count: 9000) + "\r\n\r\n",
        poll + "Cookie: sluice-q=; sluice-q==; ;;;=\r\n\r\n", poll + "Cookie: sluice-q=%00%ff\r\n\r\n",
        poll
            + "Sluice-Slip: AUzoUVkBAAAAAQAAawFzpgGh_avGaAAAAAAAAAAAAAAAAAABZGVtbxw5a8JG9mOb\r\n\r\n",
        "POST /_sluice/v1/rooms/demo/admission HTTP/1.1\r\nHost: h\r\n"
            + "Content-Length: 0\r\nSluice-Slip: -\r\n\r\n",
        "DELETE /_sluice/v1/rooms/demo/admission HTTP/1.1\r\nHost: h\r\nSluice-Admission: a.b.c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nSluice-Admission: eyJhbGciOiJub25lIn0.e30.\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nSluice-Admission: " + String(repeating: "e", count: 10_000)
            + ".e.e\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nExpect: the-unexpected\r\n\r\n",
    ]

    /// Bytes of no kind, from a generator with a seed.
    static func noise(seed: UInt64, count: Int) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }
}

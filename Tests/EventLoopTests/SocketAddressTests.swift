import EventLoop
import Testing

@Suite struct SocketAddressTests {
    @Test(arguments: ["127.0.0.1:80", "[::1]:443", "[2001:db8::5]:1", "unix:/run/x", "0.0.0.0:0"])
    func `an address reads back what it prints`(text: String) {
        #expect(SocketAddress(text)?.description == text)
    }

    @Test(arguments: ["", ":80", "1.2.3:80", "1.2.3.4", "1.2.3.4:65536", "[::1", "host:80", "unix:", "::1:x"])
    func `what is not an address is refused`(text: String) {
        #expect(SocketAddress(text) == nil)
    }

    @Test func `loopback is known in all its forms`() {
        for text in ["127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "[::ffff:127.0.0.1]:1", "unix:/x"] {
            #expect(SocketAddress(text)?.isLoopback == true)
        }
        for text in ["128.0.0.1:1", "[::2]:1", "[::ffff:10.0.0.1]:1"] {
            #expect(SocketAddress(text)?.isLoopback == false)
        }
    }
}

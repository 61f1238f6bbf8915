import Settings
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test(
        "to listen on read and write the same",
        arguments: [
            "127.0.0.1:8080", "[::1]:8080", ":8080", "unix:/run/s.sock", "0.0.0.0:0", "[2001:db8::7]:443",
        ])
    func listen(text: String) throws {
        #expect(try ListenAddress(text).description == text)
    }

    @Test(
        "to listen on are refused when they are unclear",
        arguments: [
            "", "8080", "localhost:8080", "::1:8080", "[::1]", "127.0.0.1", "127.0.0.1:65536", "127.0.0.1:",
            "unix:",
            "[127.0.0.1]:80", "1.2.3:80", "127.0.0.1:+80", "[::1%eth0]:80", "127.0.0.1:80 ",
            "unix:/" + String(repeating: "a", count: 107),
        ])
    func wrongListen(text: String) {
        #expect(throws: ValueMistake.self) { try ListenAddress(text) }
    }

    @Test("of servers may be names")
    func servers() throws {
        #expect(try ServerAddress("site.internal:9000") == .host("site.internal", port: 9000))
        #expect(try ServerAddress("[::1]:9000") == .host("::1", port: 9000))
        #expect(try ServerAddress("[::1]:9000").description == "[::1]:9000")
        #expect(try ServerAddress("my_site:1").ipAddress == nil)
        #expect(try ServerAddress("127.0.0.1:1").ipAddress == IPAddress("127.0.0.1"))
        for text in ["site", "site:0", "-a:1", "a..b:1", "http://a:1", "a b:1", "a/b:1", ":9000"] {
            #expect(throws: ValueMistake.self) { try ServerAddress(text) }
        }
    }

    @Test("in a range are told from those outside")
    func ranges() throws {
        let ten = try CIDRBlock("10.0.0.0/8")
        #expect(ten.contains(try #require(IPAddress("10.255.1.2"))))
        #expect(ten.contains(try #require(IPAddress("::ffff:10.1.2.3"))))
        #expect(!ten.contains(try #require(IPAddress("11.0.0.0"))))
        #expect(!ten.contains(try #require(IPAddress("::10.1.2.3"))))
        let local = try CIDRBlock("fd00::/8")
        #expect(local.contains(try #require(IPAddress("fdff::1"))))
        #expect(!local.contains(try #require(IPAddress("fe00::1"))))
        #expect(try CIDRBlock("::/0").contains(IPAddress(ipv4: 1)))
        #expect(try CIDRBlock("0.0.0.0/0").contains(IPAddress(ipv4: .max)))
        #expect(!(try CIDRBlock("0.0.0.0/0").contains(IPAddress(high: 1, low: 0))))
        #expect(try CIDRBlock("192.0.2.7").description == "192.0.2.7/32")
        for text in [
            "10.0.0.0/33", "10.0.0.1/8", "fd00::/129", "10.0.0.0/", "10.0.0.0/+8", "x/8", "", "1.2.3.4/8/8",
        ] {
            #expect(throws: ValueMistake.self) { try CIDRBlock(text) }
        }
    }

    @Test("in random ranges agree with a comparison bit by bit")
    func rangesAgainstBits() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let prefix = Int.random(in: 0...128, using: &random)
            let base = IPAddress(high: random.next(), low: random.next())
            // The prefix rebuilt one bit at a time, without a shift by its length.
            var (high, low): (UInt64, UInt64) = (0, 0)
            for bit in 0..<prefix {
                if bit < 64 {
                    high |= base.high & (1 << UInt64(63 - bit))
                } else {
                    low |= base.low & (1 << UInt64(127 - bit))
                }
            }
            let masked = IPAddress(high: high, low: low)
            if masked.isIPv4 { continue }
            let block = try CIDRBlock("\(masked)/\(prefix)")
            #expect(block.contains(base))
            guard prefix > 0 else { continue }
            let flip = Int.random(in: 0..<prefix, using: &random)
            let other = IPAddress(
                high: flip < 64 ? base.high ^ 1 << UInt64(63 - flip) : base.high,
                low: flip < 64 ? base.low : base.low ^ 1 << UInt64(127 - flip))
            #expect(!block.contains(other))
        }
    }

    @Test("of the store read and write the same, and keep their password to themselves")
    func redis() throws {
        let address = try RedisAddress("redis://app:p%40ss%2Fword@cache.internal:6380/3")
        #expect(address.server == .host("cache.internal", port: 6380))
        #expect(address.user == "app")
        #expect(address.password?.revealed == "p@ss/word")
        #expect(address.database == 3)
        #expect(address.text(revealing: true) == "redis://app:p%40ss%2Fword@cache.internal:6380/3")
        #expect(address.text(revealing: false) == "redis://app:REDACTED@cache.internal:6380/3")
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!dumped.contains("p@ss"))
        #expect(!String(reflecting: address).contains("p@ss"))
        #expect(try RedisAddress("redis://:pw@[::1]").server == .host("::1", port: 6379))
        #expect(try RedisAddress("redis://localhost").database == 0)
        #expect(try RedisAddress("unix:.sluice/redis.sock").server == .unix(path: ".sluice/redis.sock"))
    }

    @Test(
        "of the store that are wrong do not repeat the password",
        arguments: [
            "redis://user:hunter2", "redis://user:hunter2@", "redis://u:hunter2@h:0",
            "redis://u:hunter2@h/hunter2",
            "redis://hunter2@h", "rediss://u:hunter2@h", "redis://u:%zhunter2@h", "hunter2",
        ])
    func wrongRedis(text: String) {
        #expect {
            _ = try RedisAddress(text)
        } throws: { error in
            (error as? ValueMistake)?.message.contains("hunter2") == false
        }
    }
}

import Settings
import Testing

@Suite("The sample configuration")
struct SampleConfigurationTests {
    @Test("reads without a mistake, and every value in it is the default")
    func defaults() throws {
        let sample = SampleConfiguration()
        let settings = try SluiceSettings.read(yaml: Array(sample.yaml.utf8))
        #expect(settings == sample.settings)
        #expect(settings.gateway == GatewayConfiguration())
        #expect(settings.token == TokenConfiguration())
    }

    @Test("names every key that printing the settings names")
    func complete() throws {
        let sample = SampleConfiguration()
        let keys = sample.settings.yaml().matches(of: /([a-z_]+):[ \n]/).map(\.output.1)
        for key in keys { #expect(sample.yaml.contains("\(key):"), "\(key)") }
        #expect(keys.count > 40)
    }

    @Test(
        "takes any place that can be named",
        arguments: ["/srv/my data", "/a\"b", ".sluice", "/tmp/#x: y", "/ঢাকা"])
    func places(data: String) throws {
        let sample = SampleConfiguration(
            data: data, listen: [.everywhere(port: 80), try ListenAddress("[::1]:81")],
            ops: .unix(path: "/run/o p"),
            site: .unix(path: "/run/site"))
        #expect(try SluiceSettings.read(yaml: Array(sample.yaml.utf8)) == sample.settings)
    }

    @Test("lists every variable")
    func variables() {
        for key in OverridableKey.all {
            #expect(SampleConfiguration().yaml.contains(key.variable), "\(key.variable)")
        }
    }
}

import Foundation
import Settings
import Testing

@testable import Payment

/// Least privilege: the keys of the line are none of payment's business.
@Suite final class PaymentKeysTests {
    private let root = NSTemporaryDirectory() + "sluice-payment-keys-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    @Test("payment makes keys of its own and opens no other's, not even to look")
    func own() throws {
        var settings = SluiceSettings(data: root)
        settings.keys = root + "/keys"
        // What is not as it must be is refused by whoever reads it.
        for folder in ["", "/gateway", "/identity", "/ticket"] {
            let path = settings.keys + folder
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try "no keys".write(toFile: path + "/keyring", atomically: false, encoding: .utf8)
        }
        let ring = try PaymentRole.keys(settings)
        #expect(try PaymentRole.keys(settings) == ring)
        let mode = try FileManager.default.attributesOfItem(atPath: settings.keys + "/payment/keyring")
        #expect(mode[.posixPermissions] as? Int == 0o600)
        for folder in ["", "/gateway", "/identity", "/ticket"] {
            let text = try String(contentsOfFile: settings.keys + folder + "/keyring", encoding: .utf8)
            #expect(text == "no keys")
        }
    }
}

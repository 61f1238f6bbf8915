import ServiceKit
import ServiceTestKit
import Settings
import TestKit

@testable import BookingSite

/// The site over a stub of its services, and a visitor with a browser's manners.
final class SiteHouse {
    let trust: TestTrust
    let stub = StubServices()
    let services: ServiceUnderTest
    let site: ServiceUnderTest

    init() throws {
        trust = try TestTrust()
        services = try ServiceUnderTest(stub.plan(trust.settings()))
        var settings = trust.settings()
        let listen = try ListenAddress(services.server)
        settings.services?.identity.frame.listen = listen
        settings.services?.booking.frame.listen = listen
        settings.services?.payment.frame.listen = listen
        settings.services?.ticket.frame.listen = listen
        site = try ServiceUnderTest(BookingSiteRole.plan(settings))
    }

    /// Asks for a page as an admitted visitor.
    func get(_ target: String, isLoggedIn: Bool = true, _ fields: [String] = []) throws -> RawResponse {
        try site.send("GET", target, fields: head(isLoggedIn) + fields)
    }

    /// Sends a form as a page of the site does.
    func post(
        _ target: String, _ form: String, isLoggedIn: Bool = true, _ fields: [String] = []
    ) throws -> RawResponse {
        let own = [
            "Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin",
            "Origin: http://service",
        ]
        return try site.send("POST", target, fields: head(isLoggedIn) + own + fields, body: form)
    }

    private func head(_ isLoggedIn: Bool) -> [String] {
        var fields = [
            "X-Sluice-Admission: \(trust.admission())", "Accept: text/html,*/*;q=0.8",
            "Accept-Language: en",
        ]
        if isLoggedIn { fields.append("Cookie: sluice-u=\(trust.user())") }
        return fields
    }
}

import HTTP
import Settings
import TestKit
import Testing
import WaitingRoom

@testable import Gateway

/// The waiting page as it is asked for: languages, ways back, forms.
@Suite struct PageRequestTests {
    private let page = "/_sluice/rooms/demo"

    @Test("The page's own address gives a place once, and comes back to it")
    func ownAddress() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        #expect(try visitor.navigate(page + "?return=/buy%3Fa=1").status == 200)
        let slip = try #require(visitor.cookies["sluice-q"])
        try visitor.navigate(page)
        #expect(visitor.cookies["sluice-q"] == slip)
        #expect(gateway.lines[0].line?.issued == 1)
        let head = try gateway.visitor().send("HEAD", page, ["Accept: text/html"])
        #expect(head.status == 200)
        #expect(gateway.site.all.isEmpty)
    }

    @Test("The page speaks the visitor's language: asked for, kept, or accepted")
    func languages() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        #expect(try visitor.navigate("/").field("content-language") == "en")
        #expect(try visitor.navigate("/", ["Accept-Language: bn,en;q=0.5"]).field("content-language") == "bn")
        #expect(try visitor.navigate(page + "?lang=bn").field("content-language") == "bn")
        #expect(visitor.cookies["sluice-lang"] == "bn")
        #expect(try visitor.navigate("/").field("content-language") == "bn")
        #expect(try visitor.navigate(page + "?lang=xx").field("content-language") == "bn")
        let vary = try visitor.navigate("/").field("vary") ?? ""
        for name in ["Cookie", "Accept", "Accept-Language"] { #expect(vary.contains(name)) }
    }

    @Test(
        "No way back leads to another host, however it is spelled",
        arguments: [
            "//evil.example", "/%2Fevil.example", "%2F%2Fevil.example", "/%5Cevil.example", "/\\evil.example",
            "https://evil.example", "javascript:alert(1)", "/%09/evil.example", "/a%0d%0aSet-Cookie:%20x=y",
            "evil",
            "/%00", "/a%20b", "%ff%ff", "/%zz",
        ])
    func openRedirects(_ path: String) async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let form = try gateway.visitor().send("POST", "\(page)/join?return=\(path)", body: "")
        if form.status == 400 { return }
        #expect(form.status == 303)
        #expect(form.field("location") == "/")
        #expect(!form.head.contains("x=y"))
        #expect(try !gateway.visitor().navigate("\(page)?return=\(path)").text.contains("evil.example"))
    }

    @Test("A protected path that looks like another host's is no way back either")
    func pathAsHost() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let response = try gateway.visitor().navigate("//evil.example/buy")
        #expect(response.status == 200)
        #expect(!response.text.contains("\"//evil.example"))
        #expect(!response.text.contains("return=%2F%2Fevil") && !response.text.contains("return=//evil"))
    }

    @Test("The join form gives a new place and goes back to where the visitor wanted to go")
    func joinForm() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        let response = try visitor.send("POST", "\(page)/join?return=/buy%3Fx%3D1", body: "a=b")
        #expect(response.status == 303)
        #expect(response.field("location") == "/buy?x=1")
        #expect(visitor.cookies["sluice-q"] != nil)
    }

    @Test("The leave form gives the place up, says so and takes no new one")
    func leaveForm() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .always }
        let visitor = gateway.visitor()
        try visitor.navigate("/")
        let response = try visitor.send("POST", "\(page)/leave", body: "")
        #expect(response.status == 200)
        #expect(response.text.contains("<html"))
        #expect(visitor.cookies.isEmpty)
        #expect(gateway.lines[0].line?.issued == 1)
    }

    @Test("What operators say is text on the page, never markup")
    func message() async throws {
        let gateway = try await GatewayHarness {
            $0.rooms[0].mode = .always
            $0.rooms[0].message = "<script>alert(1)</script>"
        }
        #expect(try !gateway.visitor().navigate("/").text.contains("<script>alert"))
        #expect(
            try !gateway.visitor().navigate("/<script>alert(1)</script>?\"><script>alert(1)").text.contains(
                "<script>alert"))
    }

    @Test("Somebody who waits when everything is sold is told so")
    func soldOut() async throws {
        let gateway = try await GatewayHarness { $0.rooms[0].mode = .paused }
        let visitor = gateway.visitor()
        let waiting = try visitor.navigate("/").text
        try await gateway.change { $0.mode = .soldout }
        let sold = try visitor.navigate("/").text
        #expect(sold != waiting)
        #expect(try gateway.visitor().get("/_sluice/v1/rooms/demo").json["sold_out"]?.flag == true)
        #expect(visitor.cookies["sluice-q"] != nil)
    }
}

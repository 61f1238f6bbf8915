import Testing

@testable import ServiceKit

@Suite("Entity tags") struct EntityTagTests {
    @Test(
        "match what If-None-Match names, by the weak comparison",
        arguments: [
            (#""v1""#, true), (#"W/"v1""#, true), ("*", true), (#""v0", "v1""#, true),
            (#""v0" ,W/"v1" "#, true), (#""v2""#, false), ("v1", false), ("", false), (#""v1"#, false),
        ])
    func match(field: String, isMatch: Bool) {
        #expect(EntityTag("v1").matches(field) == isMatch)
    }

    @Test("cannot carry quotes or line ends")
    func clean() {
        #expect(EntityTag("a\"b\r\nc").text == "\"abc\"")
    }
}

import Bytes
import Testing

@testable import HTTP

@Suite("Kinds of problems that services name") struct ProblemKindTests {
    @Test("stand in the document like the common ones")
    func document() {
        let kind = ProblemKind(status: 422, name: "otp_wrong", title: "The \"code\" is wrong")
        var text = ByteBuffer()
        Problem(
            kind, detail: "two tries are left", retryAfter: .milliseconds(1200),
            errors: [Problem.Detail(pointer: "#/code", detail: "wrong")]
        ).write(into: &text)
        #expect(
            text.withReadable { $0.copyString() }
                == #"{"type":"https://sluice.example/problems/otp-wrong","title":"The \"code\" is wrong","#
                + #""status":422,"detail":"two tries are left","code":"otp_wrong","retry_after":2,"#
                + ##""errors":[{"pointer":"#/code","detail":"wrong"}]}"##)
    }

    @Test("a common code as a kind says the same")
    func common() {
        for code in ProblemCode.allCases {
            let (own, other) = (ByteBuffer.of(Problem(code)), ByteBuffer.of(Problem(ProblemKind(code))))
            #expect(own == other)
        }
    }

    @Test("keep their name where the rest does not fit")
    func tooLong() {
        let kind = ProblemKind(status: 409, name: "full", title: "Full")
        let text = ByteBuffer.of(Problem(kind, detail: String(repeating: "x", count: 20_000)))
        #expect(text.contains(#""code":"full""#))
        #expect(text.utf8.count < 300)
    }
}

extension ByteBuffer {
    /// The document of a problem.
    fileprivate static func of(_ problem: Problem) -> String {
        var text = ByteBuffer()
        problem.write(into: &text)
        return text.withReadable { $0.copyString() }
    }
}

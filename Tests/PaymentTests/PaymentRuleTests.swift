import Bytes
import Testing
import Tokens
@testable import Payment

@Suite("The rules of payments")
struct PaymentRuleTests {
    @Test("an id has one name of 26 letters and digits, and it reads back")
    func names() {
        #expect(TransactionName.text((0, 0)) == String(repeating: "0", count: 26))
        #expect(TransactionName.text((.max, .max)) == "7" + String(repeating: "z", count: 25))
        for _ in 0..<1_000 {
            let id = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
            let name = TransactionName.text(id)
            #expect(name.utf8.count == 26)
            #expect(TransactionName.id(name).map { $0 == id } == true)
        }
        for text in ["", "8" + String(repeating: "0", count: 25), String(repeating: "u", count: 26)] {
            #expect(TransactionName.id(text) == nil)
        }
    }

    @Test("MD5 gives the digests of RFC 1321")
    func md5() {
        let vectors = [
            "": "d41d8cd98f00b204e9800998ecf8427e", "a": "0cc175b9c0f1b6a831c399e269772661",
            "abc": "900150983cd24fb0d6963f7d28e17f72",
            "message digest": "f96b697d7cb7938d525a2f31aaf161d0",
            "abcdefghijklmnopqrstuvwxyz": "c3fcd3d76192e4007dfb496cca67e13b",
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890":
                "57edf4a22be3c955ac49da2e2107b67a",
        ]
        for (text, digest) in vectors { #expect(MD5.hexadecimal(Array(text.utf8)) == digest) }
    }

    @Test("SSLCommerz' hash is over the named fields and the store's password, sorted")
    func sslCommerzSeal() {
        let form: FormFields = ["tran_id": "t1", "amount": "10.00", "status": "VALID", "val_id": "v1"]
        let sealed = SSLCommerzSeal.sealed(form, password: "secret")
        // md5("amount=10.00&status=VALID&store_passwd=" + md5("secret") + "&tran_id=t1&val_id=v1")
        let text =
            "amount=10.00&status=VALID&store_passwd=5ebe2294ecd0e0f08eab7690d2a6ee69&tran_id=t1&val_id=v1"
        #expect(sealed["verify_sign"] == MD5.hexadecimal(Array(text.utf8)))
        let needed = ["tran_id", "amount", "status"]
        #expect(SSLCommerzSeal.verify(sealed, needed: needed, password: "secret"))
        #expect(!SSLCommerzSeal.verify(sealed, needed: needed, password: "other"))
        var tampered = sealed
        tampered["amount"] = "1.00"
        #expect(!SSLCommerzSeal.verify(tampered, needed: needed, password: "secret"))
        // A field that we read must be under the hash.
        var short = form
        short["amount"] = nil
        var partial = SSLCommerzSeal.sealed(short, password: "secret")
        partial["amount"] = "1.00"
        #expect(!SSLCommerzSeal.verify(partial, needed: needed, password: "secret"))
        #expect(!SSLCommerzSeal.verify(form, needed: needed, password: "secret"))
    }

    @Test("a notice's signature is good for its body, its time and its key alone")
    func noticeSeal() throws {
        let body = Array("{\"id\":\"evt_1\"}".utf8)
        let key = try MACKey(secret: Array(repeating: 7, count: 32).span.bytes)
        let other = try MACKey(secret: Array(repeating: 8, count: 32).span.bytes)
        let value = NoticeSeal.value(body: body, seconds: 1_000, key: key)
        // Keys cannot be copied into a macro, so the answers are taken first.
        let right = [
            NoticeSeal.verify(value, body: body, key: key, now: 1_300),
            NoticeSeal.verify(value + ",v0=x", body: body, key: key, now: 700),
        ]
        #expect(right == [true, true])
        var wrong = [
            NoticeSeal.verify(value, body: body, key: key, now: 1_301),
            NoticeSeal.verify(value, body: body, key: other, now: 1_000),
            NoticeSeal.verify(value, body: body + [32], key: key, now: 1_000),
        ]
        for nonsense in ["", "t=1000", "v1=abc", "t=x,v1=abc", String(repeating: "v1=a,", count: 200)] {
            wrong.append(NoticeSeal.verify(nonsense, body: body, key: key, now: 1_000))
        }
        #expect(!wrong.contains(true))
    }

    @Test("captured is final, everything else may still be captured, and nothing else goes back")
    func statuses() {
        for status in PaymentStatus.allCases {
            #expect(status.mayBecome(.captured) == (status != .captured))
            #expect(!PaymentStatus.captured.mayBecome(status))
            #expect(!status.mayBecome(.open))
        }
        #expect(PaymentStatus.failed.mayBecome(.processing))
        #expect(!PaymentStatus.canceled.mayBecome(.failed))
        #expect(!PaymentStatus.review.mayBecome(.failed))
        #expect(PaymentStatus.failed.wire == "requires_payment_method")
    }

    @Test("each fault of the mock changes its notices as its name says")
    func notices() {
        func steps(_ faults: Faults) -> [NoticePlan.Step] {
            NoticePlan.steps(.succeeded, amount: 5_000, faults: faults, delay: .seconds(4))
        }
        #expect(steps([]) == [NoticePlan.Step(after: .zero, kind: .succeeded, amount: 5_000)])
        #expect(steps(.delay).map(\.after) == [.seconds(4)])
        #expect(steps(.lost).isEmpty)
        #expect(steps([.lost, .duplicate]).isEmpty)
        #expect(steps(.duplicate).count == 3)
        #expect(Set(steps(.duplicate).map(\.kind)) == [.succeeded])
        #expect(steps(.outOfOrder).map(\.kind) == [.succeeded, .processing, .failed])
        let tampered = steps(.tampered)
        #expect(tampered.count == 2 && tampered[0].isForged && tampered.allSatisfy { $0.amount != 5_000 })
        #expect(Faults(names: "lost,duplicate") == [.lost, .duplicate])
        #expect(Faults(names: "") == [])
        #expect(Faults(names: "lost,frozen") == nil)
    }
}

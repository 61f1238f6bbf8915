internal import Bytes
internal import Contracts
internal import HTTP
internal import ServiceKit

/// What the stand-in's notices say, in the shape of the provider that they come from.
struct BankNoticeText {
    let secrets: ProviderSecrets

    /// The call that brings a notice to its merchant.
    func call(_ notice: BankNotice, to target: String, seconds: Int64) -> ServiceCall {
        switch notice.charge.shape {
        case .mock:
            let body = event(notice, seconds: seconds)
            let signature =
                notice.isForged
                ? NoticeSeal.value(body: body, seconds: seconds, key: secrets.forged)
                : NoticeSeal.value(body: body, seconds: seconds, key: secrets.mock)
            var call = ServiceCall(.post, target, body: body, contentType: "application/json")
            call.set("Stripe-Signature", signature)
            return call
        case .sslcommerz:
            let password = notice.isForged ? "nobody's" : secrets.storePassword
            let form = SSLCommerzSeal.sealed(
                Self.fields(notice.charge, notice.kind, amount: notice.amount, storeID: secrets.storeID),
                password: password)
            return .form(target, form.pairs)
        }
    }

    /// The fields with which SSLCommerz tells of a transaction: in its notices and on the customer's way
    /// back.
    static func fields(
        _ charge: BankCharge, _ kind: NoticePlan.Kind, amount: Int64, storeID: String
    ) -> FormFields {
        let status =
            switch kind {
            case .succeeded: "VALID"
            case .processing: "PENDING"
            case .failed: "FAILED"
            case .canceled: "CANCELLED"
            }
        let text = Money(minor: amount).text
        var form: FormFields = [
            "amount": text, "bank_tran_id": charge.reference ?? "", "card_type": "STANDIN-PLAY",
            "currency": charge.currency, "currency_amount": text, "currency_type": charge.currency,
            "risk_level": charge.isRisky ? "1" : "0", "risk_title": charge.isRisky ? "Risky" : "Safe",
            "status": status, "store_amount": text, "store_id": storeID, "tran_id": charge.transaction,
            "val_id": kind == .succeeded ? charge.validation ?? "" : "",
        ]
        for (name, value) in zip(["value_a", "value_b", "value_c", "value_d"], charge.details.echo) {
            form[name] = value
        }
        return form
    }

    /// An event in Stripe's shape.
    private func event(_ notice: BankNotice, seconds: Int64) -> [UInt8] {
        var buffer = ByteBuffer()
        let type =
            switch notice.kind {
            case .succeeded: "payment_intent.succeeded"
            case .processing: "payment_intent.processing"
            case .failed: "payment_intent.payment_failed"
            case .canceled: "payment_intent.canceled"
            }
        _ = JSONWriter.write(into: &buffer) { json in
            json.beginObject()
            json.member("id", text: "evt_\(notice.id)")
            json.member("object", "event")
            json.member("type", text: type)
            json.member("created", Int(seconds))
            json.member("livemode", false)
            json.key("data")
            json.beginObject()
            json.key("object")
            json.beginObject()
            json.member("id", text: "pi_\(notice.charge.transaction)")
            json.member("object", "payment_intent")
            json.member("amount", Int(notice.amount))
            json.member("currency", text: notice.charge.currency.lowercased())
            json.key("metadata")
            json.beginObject()
            json.member("transaction", text: notice.charge.transaction)
            json.endObject()
            json.endObject()
            json.endObject()
            json.endObject()
        }
        return buffer.copyBytes()
    }
}

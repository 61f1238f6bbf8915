internal import Bytes

/// SSLCommerz' hash over a notification: `verify_sign`, over the fields that `verify_key` names.
///
/// It is MD5 with the store's password, so it is a filter for noise and nothing more: what a notification
/// says is always asked again (CONVENTIONS.md 1.17).
enum SSLCommerzSeal {
    /// The hash of a notification's named fields.
    static func hash(_ form: FormFields, names: [String], password: String) -> String {
        var pairs = names.map { ($0, form[$0] ?? "") }
        pairs.append(("store_passwd", MD5.hexadecimal(Array(password.utf8))))
        let text = pairs.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            .map { "\($0)=\($1)" }.joined(separator: "&")
        return MD5.hexadecimal(Array(text.utf8))
    }

    /// A notification with its hash over all its fields.
    static func sealed(_ form: FormFields, password: String) -> FormFields {
        let names = form.fields.map(\.name)
        var sealed = form
        sealed["verify_sign"] = hash(form, names: names, password: password)
        sealed["verify_key"] = names.joined(separator: ",")
        return sealed
    }

    /// Whether a notification has the right hash over all that we read from it.
    static func verify(_ form: FormFields, needed: [String], password: String) -> Bool {
        guard let sign = form["verify_sign"], let key = form["verify_key"] else { return false }
        let names = key.split(separator: ",").map(String.init)
        guard names.count <= FormFields.most, Set(needed).isSubset(of: names) else { return false }
        return Array(sign.utf8).span.bytes.equalsInConstantTime(
            Array(hash(form, names: names, password: password).utf8).span.bytes)
    }
}

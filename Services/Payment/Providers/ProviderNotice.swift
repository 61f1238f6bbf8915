/// A notice as it came in: unverified.
struct ProviderNotice {
    /// The raw body.
    let body: [UInt8]
    /// The body as a form, where it is one.
    let form: FormFields
    /// The signature field, where there is one.
    let signature: String?
    /// Seconds since 1970.
    let now: Int64
}

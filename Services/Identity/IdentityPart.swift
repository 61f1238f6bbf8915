/// The name that this part of the house goes by in logs.
enum IdentityPart {
    static let name = "identity"
}

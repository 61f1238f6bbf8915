/// The name that this part of the house goes by in logs.
enum ContractsPart {
    static let name = "contracts"
}

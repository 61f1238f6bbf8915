/// The name that this part of the house goes by in logs.
enum PostgresPart {
    static let name = "postgres"
}

import Testing

@testable import Postgres

@Suite("Postgres") struct PostgresPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(PostgresPart.name == "postgres")
    }
}

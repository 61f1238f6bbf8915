import Testing

@testable import Contracts

@Suite("Contracts") struct ContractsPartTests {
    @Test("it has the name that its logs carry") func name() {
        #expect(ContractsPart.name == "contracts")
    }
}

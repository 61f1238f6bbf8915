@testable import Postgres
import EventLoop
import TestKit
import Testing

@Suite("The pure parts of the driver, by hand") struct PostgresExchangeTests {
    private func exchange(_ steps: [PostgresExchange.Step], mayCommit: Bool = true) -> PostgresExchange {
        var exchange = PostgresExchange(mayCommit: mayCommit)
        for step in steps { exchange.append(step) }
        return exchange
    }

    @Test("answers go to the caller's statements alone, in their order") func answers() {
        var exchange = exchange([.control, .prepare("x", for: 0), .statement(0), .statement(1), .commit])
        for affected in [0, 0, 3, 4, 0] {
            exchange.answer(PostgresRows(affected: affected))
            let isAnswered = exchange.endStep()
            #expect(isAnswered)
        }
        #expect(exchange.current == nil)
        #expect(exchange.rows.map(\.affected) == [3, 4])
        let isMore = exchange.endStep()
        #expect(!isMore)
    }

    @Test("the first failure counts, names its statement, and makes the outcome certain") func failures() {
        var exchange = exchange([.control, .statement(0), .prepare("y", for: 1), .statement(1), .commit])
        exchange.answer(PostgresRows(affected: 0))
        _ = exchange.endStep()
        exchange.answer(PostgresRows(affected: 1))
        _ = exchange.endStep()
        exchange.fail(PostgresError(sqlState: "42P01", message: "no such table"))
        _ = exchange.endStep()
        exchange.fail(nil)
        _ = exchange.endStep()
        exchange.fail(PostgresError(sqlState: "25P02", message: "later"))
        #expect(exchange.failure?.sqlState == "42P01" && exchange.failure?.statement == 1)
        let lost = exchange.lost(PostgresError(.connectionLost))
        #expect(lost.sqlState == "42P01" && !lost.isOutcomeUnknown)
    }

    @Test("a loss without any failure leaves the outcome open only where something could last") func losses()
    {
        #expect(exchange([.statement(0), .commit]).lost(PostgresError(.connectionLost)).isOutcomeUnknown)
        #expect(
            !exchange([.statement(0)], mayCommit: false).lost(PostgresError(.timedOut)).isOutcomeUnknown)
    }

    @Test("prepared statements stay within their bound, and none of a batch goes for another") func prepared()
    {
        var random = SeededRandom(seed: 11)
        var table = PreparedStatements(limit: 8)
        var onServer: Set<String> = []
        for _ in 0..<500 {
            table.beginBatch()
            var batch: [String: String] = [:]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let text = "q\(Int.random(in: 0..<20, using: &random))"
                let name: String
                if let known = table.name(of: text) {
                    name = known
                } else {
                    if let old = table.evict() { onServer.remove(old) }
                    name = table.add(text)
                    let isFresh = onServer.insert(name).inserted
                    #expect(isFresh)
                }
                batch[text] = name
            }
            for (text, name) in batch {
                #expect(onServer.contains(name) && table.name(of: text) == name)
            }
            #expect(onServer.count == table.count && table.count <= 8)
        }
    }

    @Test("waiting callers leave and are served as in a plain list") func waiters() async throws {
        try await withLoop { loop async throws in
            var random = SeededRandom(seed: 3)
            var queue = WaiterQueue()
            var model: [PostgresWaiter] = []
            for _ in 0..<3000 {
                switch Int.random(in: 0..<5, using: &random) {
                case 0, 1,
                    2 where model.count < 200:
                    let waiter = PostgresWaiter(loop.reactor)
                    queue.append(waiter)
                    model.append(waiter)
                case 3:
                    let next = queue.takeFirst()
                    #expect(next === (model.isEmpty ? nil : model.removeFirst()))
                default:
                    guard let index = model.indices.randomElement(using: &random) else { continue }
                    queue.leave(model[index])
                    queue.leave(model.remove(at: index))
                }
                #expect(queue.count == model.count)
            }
        }
    }

    @Test("the history of a database is a beginning of ours, or it is refused") func histories() throws {
        let all = Migration.history(of: "a", [[1], [2]]) + Migration.history(of: "b", [[3]])
        func applied(_ owner: String, _ number: Int, _ index: Int) -> MigrationPlan.Applied {
            MigrationPlan.Applied(owner: owner, number: number, digest: all[index].digest)
        }
        #expect(try MigrationPlan(all, applied: []).pending == all)
        #expect(try MigrationPlan(all, applied: [applied("a", 1, 0)]).pending == Array(all[1...]))
        #expect(try MigrationPlan(all, applied: [applied("b", 1, 2)]).pending == Array(all[..<2]))
        #expect(try MigrationPlan(all, applied: [applied("z", 9, 0)]).pending == all)
        #expect(throws: MigrationError.edited(owner: "a", number: 2)) {
            try MigrationPlan(all, applied: [applied("a", 1, 0), applied("a", 2, 0)])
        }
        #expect(throws: MigrationError.unknown(owner: "b", number: 2)) {
            try MigrationPlan(all, applied: [applied("b", 2, 2)])
        }
    }
}

/// Which steps a database lacks: what it remembers against what this build knows.
struct MigrationPlan {
    /// What the database remembers of a step.
    struct Applied: Equatable {
        let owner: String
        let number: Int
        let digest: String
    }

    /// The steps that the database lacks, in the order in which they are given.
    let pending: [Migration]

    /// Compares; throws where the two histories do not fit.
    init(_ all: [Migration], applied: [Applied]) throws(MigrationError) {
        var known: [String: [Migration]] = [:]
        for migration in all {
            known[migration.owner, default: []].append(migration)
            guard known[migration.owner]?.count == migration.number else {
                throw .misnumbered(owner: migration.owner)
            }
        }
        var done: [String: Int] = [:]
        for step in applied {
            guard let own = known[step.owner] else { continue }
            guard step.number <= own.count else { throw .unknown(owner: step.owner, number: step.number) }
            guard step.number >= 1, own[step.number - 1].digest == step.digest else {
                throw .edited(owner: step.owner, number: step.number)
            }
            done[step.owner, default: 0] += 1
        }
        pending = all.filter { $0.number > done[$0.owner] ?? 0 }
    }
}

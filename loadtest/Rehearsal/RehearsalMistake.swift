/// Why a rehearsal cannot begin, in one sentence for whoever typed the command.
struct RehearsalMistake: Error {
    /// The sentence, without a period.
    let text: String
}

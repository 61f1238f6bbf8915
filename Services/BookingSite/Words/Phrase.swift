/// Something that the site says, in both languages; `%1` and `%2` stand for what is filled in.
struct Phrase: Sendable, Equatable {
    let english: String
    let bangla: String

    init(_ english: String, _ bangla: String) {
        self.english = english
        self.bangla = bangla
    }
}

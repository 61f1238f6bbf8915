internal import Contracts

extension Language {
    /// The other one of the two.
    var other: Self { self == .bangla ? .english : .bangla }
}

/// The newcomers of one tick of a gateway, in arrival order.
package struct JoinBatch: Sendable, Equatable {
    /// The most newcomers that one call takes.
    package static let limit = 512

    /// How many people come, at most `limit`.
    package var newcomers: Int
    /// Nothing, or the account of each newcomer.
    package var accounts: [AccountKey]
    /// Whether all of them may go straight in when the line is empty; otherwise none does.
    package var mayGoStraightIn: Bool

    /// A batch of people without accounts.
    package init(newcomers: Int, mayGoStraightIn: Bool) {
        self.newcomers = newcomers
        self.mayGoStraightIn = mayGoStraightIn
        accounts = []
    }

    /// A batch of people who are known by their accounts.
    package init(accounts: [AccountKey], mayGoStraightIn: Bool) {
        newcomers = accounts.count
        self.accounts = accounts
        self.mayGoStraightIn = mayGoStraightIn
    }
}

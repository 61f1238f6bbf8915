/// The callers who wait for a connection, oldest first; those who have left are passed over.
struct WaiterQueue {
    private var waiters: [PostgresWaiter?] = []
    private var head = 0
    /// How many wait.
    private(set) var count = 0

    /// Adds the newest.
    mutating func append(_ waiter: PostgresWaiter) {
        waiters.append(waiter)
        count += 1
    }

    /// Takes the oldest who still waits.
    mutating func takeFirst() -> PostgresWaiter? {
        while head < waiters.count {
            let waiter = waiters[head]
            waiters[head] = nil
            head += 1
            if head > 64, head * 2 > waiters.count {
                waiters.removeFirst(head)
                head = 0
            }
            if let waiter, !waiter.hasLeft {
                count -= 1
                return waiter
            }
        }
        return nil
    }

    /// A caller goes away without a connection.
    mutating func leave(_ waiter: PostgresWaiter) {
        if waiter.hasLeft { return }
        waiter.hasLeft = true
        count -= 1
    }
}

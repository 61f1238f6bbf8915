/// Who calls a script: what the moved check compares.
package struct LineCaller: Sendable, Equatable {
    /// The run id of the store, read on the connection that the call uses.
    package var run: String
    /// The generation that the last `restore` gave.
    package var gen: UInt64
    /// The epoch that it gave: accounts are kept by epoch.
    package var epoch: UInt32

    /// A caller.
    package init(run: String, gen: UInt64, epoch: UInt32 = 1) {
        self.run = run
        self.gen = gen
        self.epoch = epoch
    }
}

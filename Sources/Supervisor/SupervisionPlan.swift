/// Which children run, and in which order they start.
package struct SupervisionPlan: Sendable, Equatable {
    /// The children of a stage start together; the next stage starts when all of them are ready.
    ///
    /// They stop in the opposite order, a stage at a time.
    package var stages: [[ChildSpec]]

    /// A plan of these stages.
    package init(stages: [[ChildSpec]]) {
        self.stages = stages
    }
}

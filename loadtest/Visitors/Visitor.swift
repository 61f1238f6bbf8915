/// One visitor: a small value, so that a million of them are cheap.
///
/// Times are milliseconds since the rehearsal began; -1 is never.
struct Visitor {
    /// How it behaves.
    let kind: VisitorKind
    /// Where it is.
    var phase = VisitorPhase.expected
    /// The gateway that it talks to.
    var target: UInt8
    /// Requests without an answer in a row.
    var failures: UInt8 = 0
    /// Pages that it has seen inside.
    var pages: UInt8 = 0
    /// Whether a late visitor has been away already.
    var wasAway = false
    /// Whether it was told to wait at the door.
    var wasAtDoor = false
    /// Its place; 0 before it has one.
    var place: UInt32 = 0
    /// When it came.
    var arrived: Int32 = -1
    /// When its last poll was answered that did not call it.
    var polled: Int32 = -1
    /// When it first asked to enter.
    var asked: Int32 = -1
    /// When it got in.
    var entered: Int32 = -1

    /// A visitor who has not come yet.
    init(kind: VisitorKind, target: UInt8) {
        self.kind = kind
        self.target = target
    }
}

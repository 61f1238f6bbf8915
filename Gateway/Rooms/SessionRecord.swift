/// What a loop knows of a session that it has seen begin or renewed; room times in milliseconds.
struct SessionRecord {
    /// When it ends unless it is used.
    var expiry: Int64
    /// When it ends whatever happens.
    var end: Int64
}

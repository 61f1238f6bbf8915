internal import CHiredis

/// Stands between hiredis' parser and its objects, so that no answer of a server can abort the process.
///
/// hiredis 0.14 asserts that every answer belongs to a command, and allocates an array as large as the server
/// says. Both are refused here: returning no object makes the parser fail, and hiredis then ends the
/// connection.
enum ReplyGuard {
    /// How many elements one array may have.
    static let maximumElements: Int32 = 1 << 20

    /// The addresses of hiredis' own functions.
    private static let defaults: redisReplyObjectFunctions = {
        guard let reader = redisReaderCreate() else { return redisReplyObjectFunctions() }
        defer { redisReaderFree(reader) }
        return reader.pointee.fn.pointee
    }()

    // Sound: made once and kept for the life of the process; hiredis only reads it.
    nonisolated(unsafe) private static let functions: UnsafeMutablePointer<redisReplyObjectFunctions> = {
        let functions = UnsafeMutablePointer<redisReplyObjectFunctions>.allocate(capacity: 1)
        functions.initialize(
            to: redisReplyObjectFunctions(
                createString: { task, text, length in
                    admits(task) ? defaults.createString(task, text, length) : nil
                },
                createArray: { task, count in
                    count <= maximumElements && admits(task) ? defaults.createArray(task, count) : nil
                },
                createInteger: { task, number in admits(task) ? defaults.createInteger(task, number) : nil },
                createNil: { task in admits(task) ? defaults.createNil(task) : nil },
                freeObject: { object in defaults.freeObject(object) }))
        return functions
    }()

    /// Guards the parser of a context, which must not outlive the connection.
    static func attach(to context: UnsafeMutablePointer<redisAsyncContext>, of connection: RedisConnection) {
        context.pointee.c.reader.pointee.fn = functions
        context.pointee.c.reader.pointee.privdata = Unmanaged.passUnretained(connection).toOpaque()
    }

    /// Whether an object may be made: inside an answer, or as the answer to something that was asked.
    ///
    /// An error that nobody asked for is let through: hiredis handles that one (the server is full) by
    /// itself.
    private static func admits(_ task: UnsafePointer<redisReadTask>?) -> Bool {
        guard let task, let data = task.pointee.privdata else { return false }
        if task.pointee.parent != nil || task.pointee.type == REDIS_REPLY_ERROR { return true }
        // Sound: `attach` put the connection there, and the context keeps it alive.
        return Unmanaged<RedisConnection>.fromOpaque(data).takeUnretainedValue().expectsAnswer
    }
}

internal import CHiredis

extension RedisReply {
    /// Copies a reply that hiredis frees after the callback.
    init(copying reply: UnsafePointer<redisReply>) {
        // Sound: hiredis fills `str` and `len`, or `element` and `elements`, for the type that it states.
        switch reply.pointee.type {
        case REDIS_REPLY_INTEGER:
            self = .integer(reply.pointee.integer)
        case REDIS_REPLY_STRING:
            self = .bulk(Array(Self.bytes(of: reply)))
        case REDIS_REPLY_STATUS:
            self = .status(String(decoding: Self.bytes(of: reply), as: UTF8.self))
        case REDIS_REPLY_ERROR:
            self = .error(RedisServerError(line: Self.bytes(of: reply)))
        case REDIS_REPLY_ARRAY:
            var elements: [RedisReply] = []
            elements.reserveCapacity(reply.pointee.elements)
            for index in 0..<reply.pointee.elements {
                guard let element = reply.pointee.element?[index] else { break }
                elements.append(RedisReply(copying: element))
            }
            self = .array(elements)
        default:
            self = .null
        }
    }

    private static func bytes(of reply: UnsafePointer<redisReply>) -> UnsafeRawBufferPointer {
        guard let text = reply.pointee.str else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: text, count: reply.pointee.len)
    }
}

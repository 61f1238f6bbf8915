/// What is called once, on the loop, with a command's answer or the reason why there is none.
package typealias RedisCompletion = (Result<RedisReply, RedisError>) -> Void

/// What a listener hears of a channel.
package enum RedisNews: Sendable, Equatable {
    /// From now on nothing is missed; what was said before may have been, so look for yourself.
    case began
    /// Somebody published this.
    case said([UInt8])
}

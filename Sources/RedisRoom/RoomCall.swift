import WaitingRoom

/// One call of a room's script: which, its KEYS and its ARGV.
///
/// The last argument is the time, which only tests give; nothing but this type writes it, and it is empty
/// unless `testTime` was set on purpose.
package struct RoomCall: Sendable {
    /// The script.
    package let script: RoomScript
    /// KEYS, in order.
    package let keys: [[UInt8]]
    /// ARGV, in order.
    package let arguments: [[UInt8]]

    /// A call whose own arguments follow the run id and the gen.
    init(
        _ script: RoomScript, _ keys: [[UInt8]], _ caller: LineCaller, _ own: [[UInt8]], testTime: Int64?
    ) {
        self.script = script
        self.keys = keys
        let time: [UInt8] = testTime.map { Self.text($0) } ?? []
        arguments = [Array(caller.run.utf8), Self.text(caller.gen)] + own + [time]
    }

    static func text(_ value: some CustomStringConvertible) -> [UInt8] {
        Array(value.description.utf8)
    }
}

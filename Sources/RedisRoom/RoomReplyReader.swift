import WaitingRoom

/// Reads a script's answer from its first element to its last.
///
/// Whatever is missing or odd is an error, never a trap.
struct RoomReplyReader {
    private let values: [RoomReplyValue]
    private var index = 0

    /// An answer whose status has been read: `moved` is thrown.
    init(_ values: [RoomReplyValue]) throws(RoomStoreError) {
        self.values = values
        status = 1
        status = Int(try integer())
        if status == 1 { throw .moved }
        roomTime = try integer()
    }

    /// The status: 0, or what the script's head says.
    private(set) var status: Int
    /// Room time in milliseconds.
    private(set) var roomTime: Int64 = 0

    /// How many elements are left.
    var count: Int { values.count - index }

    private mutating func next() throws(RoomStoreError) -> RoomReplyValue {
        guard index < values.count else { throw .refused("short answer") }
        index += 1
        return values[index - 1]
    }

    /// The next element as an integer, which may be written as a text.
    mutating func integer() throws(RoomStoreError) -> Int64 {
        switch try next() {
        case .integer(let value): return value
        case .text(let bytes):
            guard let value = Int64(String(decoding: bytes, as: UTF8.self)) else {
                throw .refused("not a number")
            }
            return value
        }
    }

    /// The next element as a count or a place.
    mutating func number() throws(RoomStoreError) -> Int {
        Int(try integer())
    }

    /// The next element as a fraction.
    mutating func fraction() throws(RoomStoreError) -> Double {
        guard let value = Double(try text()) else { throw .refused("not a fraction") }
        return value
    }

    /// The next element as a text.
    mutating func text() throws(RoomStoreError) -> String {
        switch try next() {
        case .integer(let value): "\(value)"
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The next element as a duration in whole milliseconds.
    mutating func duration() throws(RoomStoreError) -> Duration {
        .milliseconds(try integer())
    }
}

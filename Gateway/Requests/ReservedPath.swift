import Bytes

/// The paths that the gateway answers itself, told apart without allocation.
enum ReservedPath: Equatable {
    /// The waiting page of a room.
    case page(room: Range<Int>)
    /// The form that takes a new place, for browsers without scripts.
    case joinForm(room: Range<Int>)
    /// The form that leaves the line.
    case leaveForm(room: Range<Int>)
    /// The serving document of a room.
    case serving(room: Range<Int>)
    /// `…/places`: join.
    case places(room: Range<Int>)
    /// `…/place`: status and leave.
    case place(room: Range<Int>)
    /// `…/events`: the place as server-sent events.
    case events(room: Range<Int>)
    /// `…/admission`: claim and finish.
    case admission(room: Range<Int>)
    /// The public keys.
    case keys
    /// Reserved, and nothing stands there.
    case unknown

    private static let prefix: StaticString = "/_sluice/"
    private static let rooms: StaticString = "rooms/"
    private static let rest: StaticString = "v1/rooms/"

    /// What a path is, or nil when it belongs to the site; ranges are positions in the path.
    init?(_ path: RawSpan) {
        if path.starts(with: Self.prefix) {
            let start = Self.prefix.utf8CodeUnitCount
            self = Self.classify(path, from: start)
        } else if path.equals("/.well-known/jwks.json") {
            self = .keys
        } else if path.equals("/_sluice") {
            self = .unknown
        } else {
            return nil
        }
    }

    private static func classify(_ path: RawSpan, from start: Int) -> ReservedPath {
        let end = path.byteCount
        let below = path.extracting(start..<end)
        if below.starts(with: rest) {
            let room = start + rest.utf8CodeUnitCount
            guard let slash = path.firstSlash(from: room) else {
                return room < end ? .serving(room: room..<end) : .unknown
            }
            guard slash > room else { return .unknown }
            let name = path.extracting(slash..<end)
            if name.equals("/place") { return .place(room: room..<slash) }
            if name.equals("/places") { return .places(room: room..<slash) }
            if name.equals("/events") { return .events(room: room..<slash) }
            if name.equals("/admission") { return .admission(room: room..<slash) }
            return .unknown
        }
        if below.starts(with: rooms) {
            let room = start + rooms.utf8CodeUnitCount
            guard let slash = path.firstSlash(from: room) else {
                return room < end ? .page(room: room..<end) : .unknown
            }
            guard slash > room else { return .unknown }
            let name = path.extracting(slash..<end)
            if name.equals("/join") { return .joinForm(room: room..<slash) }
            return name.equals("/leave") ? .leaveForm(room: room..<slash) : .unknown
        }
        return .unknown
    }
}

extension RawSpan {
    /// Where the next slash stands, or nil.
    fileprivate func firstSlash(from start: Int) -> Int? {
        var index = start
        while index < byteCount {
            if byte(at: index) == UInt8(ascii: "/") { return index }
            index += 1
        }
        return nil
    }
}

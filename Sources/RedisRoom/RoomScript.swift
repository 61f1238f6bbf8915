/// The scripts of a room (LINE.md 4), each joined from the parts in `Scripts/`.
package enum RoomScript: CaseIterable, Sendable {
    /// Newcomers take places.
    case join
    /// Places near the front say that somebody is there.
    case beat
    /// The line moves; the answer is the snapshot.
    case advance
    /// Places ask to enter.
    case claim
    /// Used sessions live on.
    case touch
    /// Sessions end, people leave.
    case finish
    /// An operator changes settings.
    case set
    /// The room is made, adopted or read.
    case restore

    /// The text to load; its digest names it in `EVALSHA`.
    package var source: [UInt8] { Self.text(parts) }

    /// The text for a rehearsal.
    ///
    /// Scripts that let people in check the cap and the rate after each call (audit.lua). The others, and all
    /// that production loads, are byte for byte `source`.
    package var auditedSource: [UInt8] {
        guard self == .join || self == .claim else { return source }
        var parts = parts
        parts.insert(PackageResources.audit_lua, at: parts.count - 1)
        return Self.text(parts)
    }

    private static func text(_ parts: [[UInt8]]) -> [UInt8] {
        parts.reduce(into: []) { text, part in text += part }
    }

    private var parts: [[UInt8]] {
        let state = PackageResources.state_lua
        let head = PackageResources.head_lua
        return switch self {
        case .join: [state, head, PackageResources.join_lua]
        case .beat: [state, head, PackageResources.slots_lua, PackageResources.beat_lua]
        case .advance:
            [
                state, head, PackageResources.purge_lua, PackageResources.slots_lua,
                PackageResources.look_lua,
                PackageResources.marks_lua, PackageResources.snapshot_lua, PackageResources.advance_lua,
            ]
        case .claim: [state, head, PackageResources.claim_lua]
        case .touch: [state, head, PackageResources.touch_lua]
        case .finish: [state, head, PackageResources.finish_lua]
        case .set: [state, head, PackageResources.set_lua]
        case .restore: [state, PackageResources.snapshot_lua, PackageResources.restore_lua]
        }
    }
}

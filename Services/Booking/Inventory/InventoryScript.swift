/// The scripts of a trip's seats, each joined from `head.lua` and its own files in `Scripts/`.
package enum InventoryScript: CaseIterable, Sendable {
    /// An attempt takes its seats, or none.
    case hold
    /// Holds changed in Postgres: each is put or released.
    case tell
    /// A cold trip becomes what Postgres said.
    case load
    /// The bits become the OR of the ids' masks.
    case rebuild
    /// All ids, for the reconciler.
    case look
    /// The ids past their deadline, for the sweeper.
    case due

    /// The text to load; its digest names it in `EVALSHA`.
    package var source: [UInt8] { PackageResources.head_lua + own }

    private var own: [UInt8] {
        switch self {
        case .hold: PackageResources.hold_lua
        case .tell: PackageResources.change_lua + PackageResources.tell_lua
        case .load: PackageResources.load_lua
        case .rebuild: PackageResources.rebuild_lua
        case .look: PackageResources.look_lua
        case .due: PackageResources.due_lua
        }
    }

    /// How many of the trip's keys it is given.
    package var keyCount: Int {
        switch self {
        case .hold, .look, .due: 4
        case .tell, .rebuild: 5
        case .load: 6
        }
    }
}

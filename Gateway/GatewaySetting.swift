import EventLoop
import ServiceKit
import Settings
import Telemetry

/// What all loops of a gateway share: immutable, or made for several threads.
struct GatewaySetting: Sendable {
    let plan: GatewayPlan
    let settings: SluiceSettings
    let keys: KeyCabinet
    /// Identity's public keys, where a room asks for accounts.
    let users: UserKeyCabinet?
    let instruments: GatewayInstruments
    let log: EventLog
    let health: Health
    let resolver: NameResolver
    let fleet: GatewayFleet
    /// Whether joins and claims check the cap and the rate inside Redis, for a rehearsal.
    let audited: Bool
}

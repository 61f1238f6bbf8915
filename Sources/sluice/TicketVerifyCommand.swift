import Contracts
import Settings
import Telemetry
import Ticket

/// `sluice ticket verify`: what an inspector's device does, without a network.
enum TicketVerifyCommand {
    static let shape = CommandShape(
        "ticket verify", operands: ["TEXT|FILE"],
        flags: [
            FlagShape("keys", value: "FILE", "the published keys, default .sluice/public/ticket.keys.json"),
            FlagShape("revocations", value: "FILE", "the signed list of revoked tickets"),
        ], "whether the text of a ticket's QR code is genuine and good now")

    static func run(_ command: ParsedCommand) -> Int32 {
        let operand = command.operands[0]
        let path = command.value("keys") ?? ".sluice/public/ticket.keys.json"
        guard let keys = read(path) else { return 66 }
        var text = operand
        if !operand.hasPrefix("GT1:") {
            guard let bytes = read(operand) else { return 66 }
            text = String(decoding: bytes, as: UTF8.self)
        }
        var revocations: [UInt8]?
        if let list = command.value("revocations") {
            guard let bytes = read(list) else { return 66 }
            revocations = bytes
        }
        let inspection = PassInspection(
            of: text, keySet: keys, revocations: revocations,
            now: Timestamp(milliseconds: WallClock.milliseconds()))
        for line in inspection.lines { Terminal.say(line) }
        return inspection.isGood ? 0 : 1
    }

    private static func read(_ path: String) -> [UInt8]? {
        let bytes = ConfigurationFile.read(path)
        if bytes == nil { Terminal.complain("sluice: \(path) cannot be read") }
        return bytes
    }
}

internal import Contracts

/// The stations as they were last read: they hardly ever change, and the first page needs them all.
final class StationMemory {
    private static let life: Int64 = 60_000
    private var stations: [StationModel] = []
    private var readAt: Int64 = .min

    func current(_ now: Int64) -> [StationModel]? {
        let age = now - max(readAt, 0)
        return !stations.isEmpty && age >= 0 && age < Self.life ? stations : nil
    }

    func keep(_ stations: [StationModel], _ now: Int64) {
        self.stations = stations
        readAt = now
    }
}

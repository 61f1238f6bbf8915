import TestKit
import Testing
import WaitingRoom

extension LiveLine {
    /// The scores of a sorted set.
    func scores(_ name: String) throws -> [Int: Int64] {
        let flat = try client.command("ZRANGE", key(name), "0", "-1", "WITHSCORES").array.compactMap(\.string)
        var scores: [Int: Int64] = [:]
        for index in stride(from: 0, to: flat.count, by: 2) {
            scores[Int(flat[index]) ?? -1] = Int64(Double(flat[index + 1]) ?? -1)
        }
        return scores
    }

    /// The fields of a hash.
    func fields(_ name: String) throws -> [String: String] {
        let flat = try client.command("HGETALL", key(name)).array.map { $0.string ?? "?" }
        var fields: [String: String] = [:]
        for index in stride(from: 0, to: flat.count, by: 2) { fields[flat[index]] = flat[index + 1] }
        return fields
    }

    /// The places whose bits are set; `base` is what bit 0 stands for.
    func bits(_ name: String, base: Int = 0) throws -> Set<Int> {
        let value = try client.command("GET", key(name))
        guard case .text(let bytes) = value else { return [] }
        var places: Set<Int> = []
        for (index, byte) in bytes.enumerated() where byte != 0 {
            for bit in 0..<8 where byte & (128 >> UInt8(bit)) != 0 { places.insert(base + index * 8 + bit) }
        }
        return places
    }

    /// The marks, oldest first.
    func marks() throws -> [LineMark] {
        try client.command("XRANGE", key("calls"), "-", "+").array.map { entry in
            let fields = entry.array[1].array.map { Int($0.string ?? "") ?? -1 }
            let time = entry.array[0].string?.split(separator: "-").first.flatMap { Int64($0) } ?? -1
            return LineMark(time: time, serving: fields[1], edge: fields[3], lowestAtDoor: fields[5])
        }
    }

    /// Holds everything in Redis against the model.
    func expectSame(as line: Line, _ comment: Comment) throws {
        let state = try fields("state")
        for (name, value) in line.numbers {
            #expect(state[name].flatMap { Double($0) } == value, "\(name): \(comment)")
        }
        #expect(state["run"] == line.run)
        #expect(state["mode"] == line.settings.mode.rawValue)
        #expect(state["message"] == line.settings.message)
        #expect(try scores("active") == line.active.all, comment)
        #expect(try fields("ends") == line.ends.texts, comment)
        #expect(try scores("called") == line.called.all, comment)
        #expect(try scores("door").keys.sorted() == line.door.places, comment)
        #expect(try scores("ended") == line.ended.all, comment)
        #expect(try bits("claimed") == line.claimed, comment)
        #expect(try marks() == line.marks, comment)
        #expect(try Set(fields("factors").keys) == Set(line.factors.keys), comment)
        for (index, slot) in line.slots.enumerated() {
            #expect(try bits("present:\(index)", base: slot.base) == slot.places, comment)
        }
        #expect(try client.command("XLEN", key("log")).integer == Int64(line.log.count), comment)
    }
}

extension ScoredPlaces {
    /// As the fields of a hash.
    var texts: [String: String] {
        Dictionary(uniqueKeysWithValues: all.map { ("\($0.key)", "\($0.value)") })
    }
}

extension Line {
    /// The numbers of `state` under their names in Redis.
    var numbers: [String: Double] {
        var numbers: [String: Double] = [
            "gen": Double(gen), "rev": Double(rev), "epoch": Double(epoch), "issued": Double(issued),
            "serving": Double(serving), "floor": Double(floor), "within": Double(within), "tokens": tokens,
            "last": Double(last), "offset": Double(offset), "stood": Double(stood), "opened": Double(opened),
            "hold": Double(hold), "window": Double(window), "factor": factor, "q": showing, "came": came,
            "missed": missed, "left": Double(left), "leaving": leaving, "slot": Double(slot), "best": best,
            "low": Double(low), "judged": Double(judged),
            "edges_after": Double(edgesAfter), "advanced": Double(advanced), "marked": Double(marked),
            "logged": Double(logged), "entered": Double(entered), "passed": Double(passed),
            "rate": settings.rate,
            "capacity": Double(settings.capacity), "lost_after": Double(settings.lostAfter.lineMilliseconds),
        ]
        for (index, slot) in slots.enumerated() {
            numbers["slot\(index)"] = Double(slot.index)
            numbers["base\(index)"] = Double(slot.base)
        }
        return numbers
    }
}

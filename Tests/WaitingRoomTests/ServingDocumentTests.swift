import Testing
import WaitingRoom

@Suite("ServingDocument")
struct ServingDocumentTests {
    private func document(_ change: (inout RoomSnapshot) -> Void, opensAt: Int64? = nil) throws
        -> ServingDocument
    {
        var snapshot = RoomSnapshot()
        snapshot.issued = 5_000
        snapshot.serving = 1_000
        snapshot.roomTime = 1_000_000
        change(&snapshot)
        return ServingDocument(
            room: try #require(RoomName("demo")), snapshot, forecast: WaitEstimator().forecast(snapshot),
            heartbeatEvery: .seconds(15), opensAt: opensAt)
    }

    @Test("says in one word what the room does")
    func states() throws {
        #expect(try document { _ in }.state == .queueing)
        #expect(try document { $0.serving = 5_000 }.state == .idle)
        #expect(try document { $0.mode = .paused }.state == .paused)
        #expect(try document { $0.mode = .closed }.state == .closed)
        #expect(try document { $0.mode = .soldout }.state == .closed)
        #expect(try document { $0.mode = .soldout }.soldOut)
        #expect(try document { ($0.mode, $0.held) = (.closed, true) }.state == .held)
        #expect(try document { $0.stands = true }.state == .held)
        #expect(try document { ($0.mode, $0.stands) = (.scheduled, true) }.state == .prequeue)
        #expect(try document({ $0.mode = .scheduled }, opensAt: 2_000_000).state == .prequeue)
        #expect(try document({ $0.mode = .scheduled }, opensAt: 500_000).state == .queueing)
    }

    @Test("copies the snapshot and counts those who wait")
    func fields() throws {
        let document = try document {
            $0.gaps = [2_001...3_000]; $0.message = "soon"
        }
        #expect(document.waiting == 3_000 && document.issued == 5_000 && document.serving == 1_000)
        #expect(document.heartbeatSeconds == 15 && document.heartbeatWithin == 1_000)
        #expect(document.ratePerSecond == 50 && document.message == "soon" && document.time == 1_000_000)
        #expect(abs((document.wait?.likely ?? 0) - 60.02) < 0.001)
        #expect(document.placesPerSecond == 50)
        #expect(document.gaps == [2_001...3_000] && document.gen == 1 && document.epoch == 1)
    }

    @Test("is to be read again before somebody beyond the front comes near")
    func refresh() throws {
        #expect(try document { _ in }.refreshSeconds == 5)  // 1,000 places at 50 a second.
        #expect(try document { $0.rate = 1 }.refreshSeconds == 20)
        #expect(try document { $0.rate = 500 }.refreshSeconds == 1)
        #expect(try document { $0.mode = .paused }.refreshSeconds == 20)
        #expect(try document { $0.mode = .paused }.wait == nil)
    }
}

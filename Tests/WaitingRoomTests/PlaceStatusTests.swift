import TestKit
import Testing
import WaitingRoom

@Suite("PlaceStatus")
struct PlaceStatusTests {
    private let snapshot: RoomSnapshot = {
        var snapshot = RoomSnapshot()
        snapshot.epoch = 2
        snapshot.gen = 5
        snapshot.issued = 10_000
        snapshot.serving = 500
        snapshot.floor = 100
        snapshot.within = 1_000
        snapshot.rate = 10
        return snapshot
    }()

    private func slip(_ kind: Slip.Kind, epoch: UInt32 = 2, gen: UInt64 = 5) throws -> Slip {
        let room = try #require(RoomName("demo"))
        return try #require(Slip(room: room, epoch: epoch, gen: gen, kind: kind, time: 0))
    }

    private func state(
        _ number: Int, _ change: (inout RoomSnapshot) -> Void = { _ in },
        session: PlaceStatus.Session = .none,
        epoch: UInt32 = 2, gen: UInt64 = 5
    ) throws -> PlaceStatus.State {
        var snapshot = snapshot
        change(&snapshot)
        let slip = try slip(.place(number: number), epoch: epoch, gen: gen)
        return PlaceStatus(snapshot, slip: slip, session: session, forecast: nil).state
    }

    @Test("follows the numbers")
    func numbers() throws {
        #expect(try state(501) == .waiting)
        #expect(try state(10_001) == .waiting)
        #expect(try state(500) == .called)
        #expect(try state(101) == .called)
        #expect(try state(100) == .expired)
    }

    @Test("puts a session before everything else")
    func sessions() throws {
        #expect(try state(50, session: .open) == .admitted)
        #expect(try state(50, { $0.held = true }, session: .open) == .admitted)
        #expect(try state(500, session: .ended) == .finished)
    }

    @Test("holds while the line stands or is restored, and keeps the place")
    func holds() throws {
        #expect(try state(500, { $0.stands = true }) == .held)
        #expect(try state(500, { $0.mode = .paused }) == .held)
        #expect(try state(501, { $0.mode = .paused }) == .waiting)
        #expect(try state(501, { $0.held = true }) == .held)
        #expect(try state(100, { $0.held = true }) == .held)
        #expect(try state(501, { $0.mode = .passthrough }) == .called)
        #expect(try state(501, { $0.mode = .closed }) == .waiting)
    }

    @Test("takes a slip from after the snapshot for held and one of an older epoch for expired")
    func epochs() throws {
        #expect(try state(501, epoch: 3) == .held)
        #expect(try state(501, gen: 6) == .held)
        #expect(try state(501, gen: 4) == .waiting)
        #expect(try state(501, epoch: 1) == .expired)
        #expect(try state(501, session: .open, epoch: 1) == .admitted)
    }

    @Test("knows entries and provisional slips")
    func kinds() throws {
        let entry = PlaceStatus(snapshot, slip: try slip(.entry(number: 7)), forecast: nil)
        #expect(entry.state == .prequeue && entry.place == 7 && entry.ahead == 0 && entry.isInWaitingRoom)
        let kind = Slip.Kind.provisional(boot: 1, sequence: 2)
        let provisional = PlaceStatus(snapshot, slip: try slip(kind), forecast: nil)
        #expect(provisional.state == .held && provisional.place == 0 && provisional.wait == nil)
        #expect(provisional.pace.refreshSeconds == 4)
    }

    @Test("counts the people ahead without gaps, and the wait until called")
    func ahead() throws {
        var snapshot = snapshot
        snapshot.gaps = [601...700]
        let forecast = try #require(WaitEstimator().forecast(snapshot))
        let next = PlaceStatus(snapshot, slip: try slip(.place(number: 501)), forecast: forecast)
        #expect(next.ahead == 0)
        #expect(abs((next.wait?.likely ?? 0) - 0.1) < 0.001)
        #expect(next.pace == PollPace.called)
        let later = PlaceStatus(snapshot, slip: try slip(.place(number: 1_201)), forecast: forecast)
        #expect(later.ahead == 600)
        #expect(abs((later.wait?.likely ?? 0) - 60.1) < 0.001)
        #expect(later.waitMinutes == 2 && later.pace.refreshSeconds == 15 && later.pace.asksOwnPlace)
        let called = PlaceStatus(snapshot, slip: try slip(.place(number: 400)), forecast: forecast)
        #expect(called.ahead == 0 && called.wait == nil && called.waitMinutes == 0 && called.pace == .called)
        #expect(!called.isInWaitingRoom)
        let far = PlaceStatus(
            snapshot, slip: try slip(.place(number: Int(Slip.limit) - 1)), forecast: forecast)
        #expect(far.waitMinutes == 1_000_000 && !far.pace.asksOwnPlace)
    }

    @Test("tells what clients of other waiting rooms ask for")
    func familiar() throws {
        var snapshot = snapshot
        let slip = try slip(.place(number: 600))
        func status() -> PlaceStatus { PlaceStatus(snapshot, slip: slip, forecast: nil) }
        #expect(!status().queueIsFull && !status().queueAll)
        snapshot.mode = .soldout
        #expect(status().queueIsFull)
        snapshot.mode = .always
        #expect(status().queueAll && !status().queueIsFull)
    }

    @Test("moves one way only as serving and floor go on")
    func oneWay() throws {
        var random = SeededRandom(seed: 8)
        let order: [PlaceStatus.State] = [.waiting, .called, .expired]
        for _ in 0..<300 {
            var snapshot = snapshot
            let slip = try slip(.place(number: Int.random(in: 1...3_000, using: &random)))
            var reached = 0
            var ahead = Int.max
            for _ in 0..<40 {
                snapshot.serving += Int.random(in: 0...200, using: &random)
                snapshot.floor = Int.random(in: snapshot.floor...snapshot.serving, using: &random)
                let status = PlaceStatus(snapshot, slip: slip, forecast: nil)
                let now = try #require(order.firstIndex(of: status.state))
                #expect(now >= reached && status.ahead <= ahead)
                (reached, ahead) = (now, status.ahead)
            }
        }
    }
}

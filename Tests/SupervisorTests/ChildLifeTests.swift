import Supervisor
import Testing

@Suite("ChildLife, by hand under a clock of our own")
struct ChildLifeTests {
    let start = ContinuousClock.now

    func life(_ change: (inout ChildSpec) -> Void = { _ in }) -> ChildLife {
        var spec = ChildSpec(role: "x", executable: "/x")
        spec.readyWithin = .seconds(30)
        spec.stopWithin = .seconds(15)
        spec.restart = RestartRule(firstDelay: .seconds(1), longestDelay: .seconds(4), quickFailures: 4)
        change(&spec)
        return ChildLife(spec)
    }

    @Test("a crash is followed by backoff, a new start, and giving up in the end")
    func crashLoop() {
        var life = life()
        var now = start
        #expect(life.start(now: now) == .spawn)
        for wait in [1, 2, 4] {
            life.becameReady(now: now)
            #expect(life.isReady)
            life.ended(now: now, jitter: 1)
            #expect(life.phase == .resting(until: now + .seconds(wait)))
            #expect(life.tick(now: now + .seconds(wait) - .nanoseconds(1)) == nil)
            now += .seconds(wait)
            #expect(life.tick(now: now) == .spawn)
        }
        life.ended(now: now, jitter: 1)
        #expect(life.phase == .failed)
        #expect(life.tick(now: now + .seconds(1000)) == nil)
    }

    @Test("a child that does not become ready in time is stopped and started again")
    func neverReady() {
        var life = life()
        _ = life.start(now: start)
        #expect(life.tick(now: start + .seconds(29)) == nil)
        #expect(life.tick(now: start + .seconds(30)) == .terminate)
        #expect(life.tick(now: start + .seconds(45)) == .kill)
        life.ended(now: start + .seconds(46), jitter: 1)
        #expect(life.phase == .resting(until: start + .seconds(47)))
    }

    @Test("stopping asks, then kills, then forgets")
    func stops() {
        var life = life()
        _ = life.start(now: start)
        life.becameReady(now: start)
        #expect(life.stop(now: start, force: false) == .terminate)
        #expect(life.stop(now: start, force: false) == nil)
        #expect(life.tick(now: start + .seconds(14)) == nil)
        #expect(life.tick(now: start + .seconds(15)) == .kill)
        #expect(life.tick(now: start + .seconds(20)) == nil)
        #expect(life.phase == .over)
    }

    @Test("a child that ends while it stops is not started again")
    func endsWhileStopping() {
        var life = life()
        _ = life.start(now: start)
        _ = life.stop(now: start, force: false)
        life.ended(now: start, jitter: 0)
        #expect(life.phase == .over)
        #expect(life.wakeAt == nil)
    }

    @Test("a stop during the backoff ends the life at once")
    func stopsWhileResting() {
        var life = life()
        _ = life.start(now: start)
        life.ended(now: start, jitter: 0)
        #expect(life.stop(now: start, force: false) == nil)
        #expect(life.phase == .over)
    }

    @Test("a stop while it is being stopped for slowness is for good")
    func stopsWhileStoppingForSlowness() {
        var life = life()
        _ = life.start(now: start)
        _ = life.tick(now: start + .seconds(30))
        #expect(life.stop(now: start + .seconds(31), force: false) == nil)
        life.ended(now: start + .seconds(32), jitter: 0)
        #expect(life.phase == .over)
    }

    @Test("force kills at once, before or after the polite request")
    func forces() {
        var fresh = life()
        _ = fresh.start(now: start)
        #expect(fresh.stop(now: start, force: true) == .kill)
        var asked = life()
        _ = asked.start(now: start)
        _ = asked.stop(now: start, force: false)
        #expect(asked.stop(now: start + .seconds(1), force: true) == .kill)
    }

    @Test("a task that ends well is done and is not started again; one that fails is tried again")
    func tasks() {
        var life = life { $0.readiness = .ends }
        _ = life.start(now: start)
        life.ended(now: start, jitter: 1, isSuccess: false)
        #expect(life.phase == .resting(until: start + .seconds(1)) && !life.isReady)
        #expect(life.tick(now: start + .seconds(1)) == .spawn)
        life.ended(now: start + .seconds(2), jitter: 1, isSuccess: true)
        #expect(life.phase == .done && life.isReady && !life.isOver && life.wakeAt == nil)
        #expect(life.tick(now: start + .seconds(99)) == nil)
        #expect(life.stop(now: start + .seconds(99), force: false) == nil)
        #expect(life.isOver)
        var server = self.life()
        _ = server.start(now: start)
        server.ended(now: start, jitter: 1, isSuccess: true)
        #expect(server.phase == .resting(until: start + .seconds(1)), "a server has no good end")
    }

    @Test("what cannot be started fails at once")
    func cannotStart() {
        var life = life()
        _ = life.start(now: start)
        life.cannotStart()
        #expect(life.phase == .failed && life.isOver)
    }
}

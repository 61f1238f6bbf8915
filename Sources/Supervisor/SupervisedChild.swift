import Glibc

/// One child under supervision: its life, its process while it has one, its output and the knock at its door.
final class SupervisedChild {
    let spec: ChildSpec
    var life: ChildLife
    private(set) var process: ChildProcess?
    private(set) var attempt: ProbeAttempt?
    /// Whether it closed its output: a pipe without writers polls ready for ever.
    private(set) var outputEnded = false
    private(set) var lastEnd = "was never started"
    private var nextAttempt: ContinuousClock.Instant?
    private var cutter = LineCutter()
    private let log: LogSink

    private static let probeEvery = Duration.milliseconds(50)
    private static let probeTimeout = Duration.seconds(1)
    /// How many bytes of one child's output are relayed before it is somebody else's turn.
    private static let readAtOnce = 65_536

    init(_ spec: ChildSpec, log: LogSink) {
        self.spec = spec
        self.log = log
        life = ChildLife(spec)
    }

    /// When this child wants to be looked at though nothing happened.
    func wakeAt(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let times = [life.wakeAt, nextAttempt, attempt?.deadline, pollForEnd(now: now)]
        return times.compactMap { $0 }.min()
    }

    /// Does what its life asks for.
    func perform(_ action: ChildLife.Action?, now: ContinuousClock.Instant) {
        switch action {
        case .spawn: start(now: now)
        case .terminate:
            note("asked to stop")
            process?.send(spec.stopSignal)
            // One that is frozen would never see the signal.
            process?.send(SIGCONT)
        case .kill:
            note("killed", level: "warning")
            process?.kill()
        case nil: break
        }
        if !life.isStarting { endProbing() }
    }

    /// Looks whether the process has ended.
    func collect(now: ContinuousClock.Instant) {
        guard let process, let status = process.collect() else { return }
        relayOutput()
        cutter.finish(relay)
        cutter = LineCutter()
        self.process = nil
        endProbing()
        lastEnd = status.description
        life.ended(now: now, jitter: Double.random(in: 0...1), isSuccess: status == .exited(0))
        let isExpected = life.phase == .over || life.phase == .done
        note(lastEnd, level: isExpected ? "info" : "warning")
    }

    /// Reads what it wrote, a bounded amount, and relays the lines.
    func relayOutput() {
        guard let process else { return }
        var left = Self.readAtOnce
        withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 1) { memory in
            while left > 0 {
                let got = read(process.outputDescriptor, memory.baseAddress, memory.count)
                if got < 0 && errno == EINTR { continue }
                if got == 0 { outputEnded = true }
                guard got > 0 else { return }
                left -= got
                cutter.take(UnsafeRawBufferPointer(rebasing: memory[..<got]), relay)
            }
        }
    }

    /// Goes on with the probe: `socketReady` tells whether the attempt's socket polled ready.
    func probe(socketReady: Bool, now: ContinuousClock.Instant) {
        guard life.isStarting, process != nil else { return }
        if let attempt {
            let outcome = attempt.advance(ready: socketReady, now: now)
            if outcome == .pending { return }
            self.attempt = nil
            if outcome == .yes { return becameReady(now: now) }
        }
        guard let due = nextAttempt, now >= due else { return }
        nextAttempt = now + Self.probeEvery
        switch spec.readiness {
        case .started, .line, .ends: break
        case .connects(let endpoint): knock(endpoint, "", "", now: now)
        case .answers(let endpoint, let request, let beginning): knock(endpoint, request, beginning, now: now)
        }
    }

    /// Writes a log line of the supervisor's own about this child.
    func note(_ message: String, level: String = "info") {
        log.write(LogLine.event(message, role: spec.role, level: level, time: LogTime.now()))
    }

    private func start(now: ContinuousClock.Instant) {
        do throws(SupervisorError) {
            let process = try ChildProcess(spec)
            self.process = process
            outputEnded = false
            note("started with pid \(process.pid)")
        } catch {
            lastEnd = error.description
            note(lastEnd, level: "error")
            let hopeless = [ENOENT, EACCES, ENOEXEC, ENOTDIR]
            if case .system(_, let errno) = error, hopeless.contains(errno) {
                life.cannotStart()
            } else {
                life.ended(now: now, jitter: Double.random(in: 0...1))
            }
            return
        }
        switch spec.readiness {
        case .started: becameReady(now: now)
        case .line, .ends: break
        case .connects, .answers: nextAttempt = now
        }
    }

    private func knock(
        _ endpoint: ProbeEndpoint, _ request: String, _ beginning: String, now: ContinuousClock.Instant
    ) {
        attempt = ProbeAttempt(
            endpoint, request: request, beginning: beginning, deadline: now + Self.probeTimeout)
    }

    private func becameReady(now: ContinuousClock.Instant) {
        life.becameReady(now: now)
        endProbing()
        note("ready")
    }

    private func endProbing() {
        attempt = nil
        nextAttempt = nil
    }

    private func relay(_ line: [UInt8]) {
        log.write(LogLine.relayed(line, role: spec.role, format: spec.logs, time: LogTime.now()))
        if life.isStarting, case .line(let marker) = spec.readiness, line.elementsEqual(marker.utf8) {
            becameReady(now: .now)
        }
    }

    /// On a kernel without pidfd the end of a process is looked for, not announced.
    private func pollForEnd(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard let process, process.endDescriptor < 0 else { return nil }
        return now + .milliseconds(50)
    }
}

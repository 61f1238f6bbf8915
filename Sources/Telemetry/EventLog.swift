import Synchronization

/// Writes what happened as JSON, one line each: time, level, role, a fixed event name, typed fields.
///
/// Any thread may write. A level that is off costs one comparison: the closure with the fields is not run.
/// Lines of one event are bounded a second; the first of the next second says how many were held back. A line
/// is one write that never waits; what the reader does not take is dropped and counted.
package final class EventLog: Sendable {
    private let role: [UInt8]
    private let sink: any LogSink
    private let now: @Sendable () -> Int64
    private let bound: LogRateBound
    private let least: Atomic<UInt8>
    private let droppedLines = Atomic<Int>(0)
    private let suppressedLines = Atomic<Int>(0)

    /// A log of a role; `now` gives milliseconds since 1970.
    package init(
        role: String, sink: any LogSink, threshold: LogLevel = .info, linesPerSecond: Int = 50,
        now: @escaping @Sendable () -> Int64 = { WallClock.milliseconds() }
    ) {
        self.role = Array(role.utf8)
        self.sink = sink
        self.now = now
        least = Atomic(threshold.rawValue)
        bound = LogRateBound(linesPerSecond: linesPerSecond)
    }

    /// The least important level that is written; may be changed at any time.
    package var threshold: LogLevel {
        get { LogLevel(rawValue: least.load(ordering: .relaxed)) ?? .info }
        set { least.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// How many lines the reader did not take.
    package var dropped: Int { droppedLines.load(ordering: .relaxed) }
    /// How many lines were held back because their event came too often.
    package var suppressed: Int { suppressedLines.load(ordering: .relaxed) }

    /// Shows both counts as metrics.
    package func register(in registry: MetricsRegistry) {
        registry.addCollector { [self] text in
            text.family(
                "sluice_log_lines_dropped_total", .counter, help: "Log lines that the reader did not take.")
            text.sample(count: UInt64(dropped))
            text.family("sluice_log_lines_suppressed_total", .counter, help: "Log lines that came too often.")
            text.sample(count: UInt64(suppressed))
        }
    }

    /// Writes a line for developers.
    package func debug(_ event: StaticString, _ fields: (inout LogLine) -> Void = { _ in }) {
        write(.debug, event, fields)
    }

    /// Writes a line that an operator wants to read.
    package func info(_ event: StaticString, _ fields: (inout LogLine) -> Void = { _ in }) {
        write(.info, event, fields)
    }

    /// Writes a line that may need attention.
    package func warning(_ event: StaticString, _ fields: (inout LogLine) -> Void = { _ in }) {
        write(.warning, event, fields)
    }

    /// Writes a line about something that failed.
    package func error(_ event: StaticString, _ fields: (inout LogLine) -> Void = { _ in }) {
        write(.error, event, fields)
    }

    /// Writes a line of any level.
    package func write(_ level: LogLevel, _ event: StaticString, _ fields: (inout LogLine) -> Void) {
        guard level.rawValue >= least.load(ordering: .relaxed) else { return }
        let time = now()
        guard case .write(let held) = bound.judge(event, at: time) else {
            suppressedLines.wrappingAdd(1, ordering: .relaxed)
            return
        }
        var line = LogLine(time: time, level: level, role: role, event: event, suppressed: held)
        fields(&line)
        line.close()
        if !sink.write(line.bytes) { droppedLines.wrappingAdd(1, ordering: .relaxed) }
    }
}

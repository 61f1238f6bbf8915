import Foundation
import Supervisor

/// Runs a plan on a thread of its own, as children want it, and stops it when all are ready or when told.
enum Supervised {
    /// The error of the run, or nil, and what it logged.
    static func run(
        _ stages: [[ChildSpec]],
        whenReady: @escaping @Sendable (Recorder, StopRequest) -> Void = { _, request in request.stop() }
    ) async throws -> (error: SupervisorError?, log: Recorder) {
        let request = try StopRequest()
        let recorder = Recorder()
        let error: SupervisorError? = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let supervision = Supervision(
                    SupervisionPlan(stages: stages), stop: request, signals: [], log: recorder.sink)
                do throws(SupervisorError) {
                    // Not on the supervision's own thread: what is waited for there must go on.
                    try supervision.run { Thread.detachNewThread { whenReady(recorder, request) } }
                    continuation.resume(returning: nil)
                } catch {
                    continuation.resume(returning: error)
                }
            }
        }
        return (error, recorder)
    }

    /// A shell command as a child that is quick to restart and to give up.
    static func shell(_ role: String, _ command: String) -> ChildSpec {
        var child = ChildSpec(
            role: role, executable: "/bin/sh", arguments: ["-c", command],
            environment: ["PATH": "/usr/bin:/bin"])
        child.restart = RestartRule(
            firstDelay: .milliseconds(1), longestDelay: .milliseconds(4), quickFailures: 4)
        return child
    }
}

import Glibc
import Supervisor

// A parent that tests can kill: it supervises one shell command a stage, each named by an argument.
//
// SupervisedParent COMMAND…            a stage for each command; a command is ready when it writes `ready`
//     SupervisedParent --role              a role of ours: hangs on its lifeline and on nothing else
//
// A command that begins with `@role` is this executable with `--role`, without a death signal.

if CommandLine.arguments.dropFirst().first == "--role" {
    Lifeline.inherited()?.watch()
    print("pid \(getpid())", "ready", separator: "\n")
    fflush(nil)
    while true { pause() }
}

let stages = CommandLine.arguments.dropFirst().enumerated().map { index, command in
    var child = ChildSpec(
        role: "child-\(index)", executable: "/bin/sh", arguments: ["-c", command],
        environment: ["PATH": "/usr/bin:/bin"])
    if command.hasPrefix("@role") {
        child.executable = CommandLine.arguments[0]
        child.arguments = ["--role"]
        child.lifeline = true
        child.deathSignal = 0
    }
    child.readiness = .line("ready")
    return [child]
}

do throws(SupervisorError) {
    try Supervision(SupervisionPlan(stages: stages), stop: StopRequest()).run {
        LogSink.standardOutput.write(Array("all ready\n".utf8))
    }
    exit(0)
} catch {
    LogSink.standardOutput.write(Array("\(error)\n".utf8))
    exit(1)
}

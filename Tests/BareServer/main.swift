import EventLoop
import Glibc
import HTTPServer

// A server that tests can measure from outside: one loop, 127.0.0.1, until its standard input ends.
//
// BareServer [DESCRIPTORS]     how many descriptors the process may have; says `port NUMBER` when it listens

if let argument = CommandLine.arguments.dropFirst().first, let descriptors = rlim_t(argument) {
    var limit = rlimit(rlim_cur: descriptors, rlim_max: descriptors)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

let group = try LoopGroup(count: 1) { loop, _ in
    let service = BareService(loop.reactor)
    var limits = ServerLimits()
    limits.connections = 16_000
    let server = LoopServer(on: loop.reactor, service: service, limits: limits)
    service.server = server
    loop.reactor.keep(server)
    if let address = try? server.listen(on: .v4(0x7F00_0001, port: 0)), let port = address.port {
        // Not through stdio: another thread holds its locks while it waits for the end of the input.
        let line = Array("port \(port)\n".utf8)
        _ = write(1, line, line.count)
    }
}
var byte: UInt8 = 0
while read(0, &byte, 1) > 0 {}
group.stop()
group.join()

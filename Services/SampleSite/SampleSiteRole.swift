package import EventLoop
internal import Glibc
internal import HTTPServer
package import Telemetry

/// The sample site as a process of its own.
package enum SampleSiteRole {
    /// Serves on an address until SIGTERM or SIGINT, which must be blocked; blocks the main thread.
    package static func run(on address: SocketAddress, log: EventLog) throws(SystemError) {
        let descriptor = try Socket.listen(on: address)
        let group = try LoopGroup(count: 1) { loop, _ in
            let site = SampleSiteService(on: loop.reactor)
            let server = LoopServer(on: loop.reactor, service: site)
            do throws(SystemError) {
                try server.listen(onOpen: descriptor)
            } catch {
                log.error("cannot_listen") { $0.field("reason", "\(error)") }
            }
            loop.reactor.keep(site)
            loop.reactor.keep(server)
        }
        log.info("listening") { $0.field("address", "\(address)") }
        var set = sigset_t()
        sigemptyset(&set)
        for signal in [SIGTERM, SIGINT] { sigaddset(&set, signal) }
        var signal: Int32 = 0
        while sigwait(&set, &signal) != 0 {}
        group.stop()
        group.join()
    }
}

/// The private redis-server of `sluice up`: its configuration and how it runs, as pure values.
///
/// It has no TCP port: only who may open the socket in the data folder reaches it. The append-only file is
/// synced every second, so a crash of the machine loses at most that second (and the line survives even that:
/// its facts are kept by the gateways).
package struct RedisServerSpec: Sendable, Equatable {
    /// The configuration file, by its name in the data folder.
    package static let configurationName = "redis.conf"
    /// The Unix socket, by its name in the data folder.
    package static let socketName = "redis.sock"

    /// The executable, with a slash in it.
    package var executable: String
    /// The folder that it runs in, with the configuration, the socket and the append-only file.
    package var folder: String
    /// The descriptor of the data folder's lock: no second redis-server while the first one still writes.
    package var lockDescriptor: Int32?

    /// The server of a data folder; Debian's executable unless another one is named.
    package init(
        executable: String = "/usr/bin/redis-server", folder: String, lockDescriptor: Int32? = nil
    ) {
        self.executable = executable
        self.folder = folder
        self.lockDescriptor = lockDescriptor
    }

    /// The text of the configuration file; every path in it is relative to the folder.
    package var configuration: String {
        """
        # Written by `sluice up` at every start: changes are lost.
        port 0
        unixsocket \(Self.socketName)
        unixsocketperm 700
        dir .
        daemonize no
        logfile ""
        always-show-logo no

        # The line must survive a restart, and must never be thrown away to make room.
        appendonly yes
        appendfsync everysec
        aof-load-truncated yes
        save ""
        maxmemory-policy noeviction

        # A script of the line looks at bounded numbers of places; one that takes a second is broken.
        busy-reply-threshold 1000

        """
    }

    /// The child as the supervisor runs it: it starts in the data folder and is ready when it answers PING.
    package var child: ChildSpec {
        var child = ChildSpec(
            role: "redis", executable: executable, arguments: [Self.configurationName],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"], directory: folder)
        child.inherited = lockDescriptor.map { [$0] } ?? []
        child.readiness = .redis(socket: "\(folder)/\(Self.socketName)")
        // Loading a large append-only file takes its time.
        child.readyWithin = .seconds(60)
        return child
    }
}

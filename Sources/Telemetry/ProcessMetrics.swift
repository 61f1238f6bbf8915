import Glibc

/// The standard `process_*` series, read from `/proc` whenever somebody scrapes.
package enum ProcessMetrics {
    /// How much of a file under `/proc` is read: `/proc/stat` grows with the cores.
    private static let maximumBytes = 1 << 20

    /// Adds the series to a registry.
    package static func register(in registry: MetricsRegistry) {
        // Neither changes while the process lives.
        let ticks = Double(sysconf(CInt(_SC_CLK_TCK)))
        let page = Double(sysconf(CInt(_SC_PAGESIZE)))
        let boot = ProcessFacts.bootTime(stat: read("/proc/stat"))
        registry.addCollector { text in
            if let facts = ProcessFacts(stat: read("/proc/self/stat")) {
                write(facts, ticks: ticks, page: page, boot: boot, into: &text)
            }
            text.family("process_open_fds", .gauge, help: "Open descriptors.")
            text.sample(count: openDescriptors())
            if let limit = ProcessFacts.maximumDescriptors(limits: read("/proc/self/limits")) {
                text.family("process_max_fds", .gauge, help: "Descriptors that may be open.")
                text.sample(count: limit)
            }
        }
    }

    private static func write(
        _ facts: ProcessFacts, ticks: Double, page: Double, boot: UInt64?, into text: inout PrometheusText
    ) {
        text.family("process_cpu_seconds_total", .counter, help: "Seconds of user and system time.")
        text.sample(value: Double(facts.cpuTicks) / ticks)
        text.family("process_resident_memory_bytes", .gauge, help: "Memory in use.")
        text.sample(value: Double(facts.residentPages) * page)
        text.family("process_virtual_memory_bytes", .gauge, help: "Address space.")
        text.sample(count: facts.virtualBytes)
        text.family("process_threads", .gauge, help: "Threads.")
        text.sample(count: facts.threads)
        guard let boot else { return }
        text.family(
            "process_start_time_seconds", .gauge, help: "When the process began, in seconds since 1970.")
        text.sample(value: Double(boot) + Double(facts.startTicks) / ticks)
    }

    /// Since Linux 6.2 the size of the folder is the number of descriptors; before, its entries are counted.
    private static func openDescriptors() -> UInt64 {
        var status = stat()
        if stat("/proc/self/fd", &status) == 0, status.st_size > 0 { return UInt64(status.st_size) }
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count: UInt64 = 0
        while readdir(folder) != nil { count += 1 }
        return count > 3 ? count - 3 : 0  // Without ".", ".." and the folder's own descriptor.
    }

    private static func read(_ path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while text.count < maximumBytes {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            text += chunk[..<count]
        }
        return text
    }
}

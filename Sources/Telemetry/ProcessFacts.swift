/// What the kernel says about this process, read from the text of its files.
package struct ProcessFacts: Sendable, Equatable {
    /// User and system time so far, in clock ticks.
    package var cpuTicks: UInt64 = 0
    /// When the process began, in clock ticks after the machine's start.
    package var startTicks: UInt64 = 0
    /// Threads now.
    package var threads: UInt64 = 0
    /// Address space in bytes.
    package var virtualBytes: UInt64 = 0
    /// Memory in use, in pages.
    package var residentPages: UInt64 = 0

    /// The facts in `/proc/self/stat` (proc(5)), nil when it reads otherwise.
    package init?(stat text: [UInt8]) {
        // The second field is the program's name in brackets, and may hold brackets and spaces itself.
        guard let close = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[(close + 1)...].split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        func number(_ field: Int) -> UInt64? {
            // Fields are counted from 1 in the manual; the first after the name is 3.
            fields.count > field - 3 ? UInt64(String(decoding: fields[field - 3], as: UTF8.self)) : nil
        }
        guard let user = number(14), let system = number(15), let threads = number(20),
            let start = number(22),
            let virtual = number(23), let resident = number(24)
        else { return nil }
        cpuTicks = user &+ system
        startTicks = start
        self.threads = threads
        virtualBytes = virtual
        residentPages = resident
    }

    /// The soft limit of open descriptors in `/proc/self/limits`, nil when there is none.
    package static func maximumDescriptors(limits text: [UInt8]) -> UInt64? {
        number(after: "Max open files", in: text)
    }

    /// The second since 1970 in which the machine started, from `/proc/stat`.
    package static func bootTime(stat text: [UInt8]) -> UInt64? {
        number(after: "btime", in: text)
    }

    private static func number(after name: String, in text: [UInt8]) -> UInt64? {
        for line in text.split(separator: UInt8(ascii: "\n")) where line.starts(with: name.utf8) {
            let words = line.dropFirst(name.utf8.count).split(separator: UInt8(ascii: " "))
            return words.first.flatMap { UInt64(String(decoding: $0, as: UTF8.self)) }
        }
        return nil
    }
}

import Glibc

/// What the kernel says of this process.
enum ResidentMemory {
    /// How many bytes of this process are in memory (proc(5), statm).
    static var bytes: Int {
        let descriptor = open("/proc/self/statm", O_RDONLY)
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = max(0, read(descriptor, &buffer, buffer.count))
        let words = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * 4096 : 0
    }
}

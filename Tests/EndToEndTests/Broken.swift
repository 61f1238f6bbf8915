import Foundation

/// What went wrong outside the code under test.
struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Looks again and again until something holds, for a bounded time: the events come from other processes.
func eventually(within seconds: Double = 10, _ holds: () throws -> Bool) rethrows -> Bool {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
    while DispatchTime.now().uptimeNanoseconds < end {
        if try holds() { return true }
        poll(nil, 0, 10)
    }
    return try holds()
}

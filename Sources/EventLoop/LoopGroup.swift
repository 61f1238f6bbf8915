import Glibc
internal import CLinux
internal import Synchronization

/// The loops of a process, one thread each.
package final class LoopGroup: Sendable {
    /// The loops, in order.
    package let loops: [Loop]
    private let threads: Mutex<[pthread_t]>

    /// Starts `count` loops; `setUp` is called on each loop's thread, with its index, before its first turn.
    ///
    /// With `pinned`, loop i stays on processor i of the machine. `maximumRunners` bounds the work in
    /// progress on each loop.
    package init(
        count: Int, pinned: Bool = false, maximumRunners: Int = 8192,
        setUp: @escaping @Sendable (isolated Loop, Int) -> Void
    ) throws(SystemError) {
        precondition(count > 0 && count <= 256)
        var loops: [Loop] = []
        for _ in 0..<count { loops.append(try Loop(maximumRunners: maximumRunners)) }
        self.loops = loops
        threads = Mutex([])
        for (index, loop) in loops.enumerated() {
            do throws(SystemError) {
                let thread = try Self.spawn(name: "loop-\(index)") {
                    if pinned { _ = clinux_pin_thread(Int32(index)) }
                    loop.run { setUp($0, index) }
                }
                threads.withLock { $0.append(thread) }
            } catch {
                stop()
                join()
                throw error
            }
        }
    }

    /// Asks every loop to end.
    package func stop() {
        for loop in loops { loop.stop() }
    }

    /// Waits until every loop's thread has ended; blocks the caller, who must not be a loop.
    package func join() {
        let waiting = threads.withLock { threads in
            let all = threads
            threads = []
            return all
        }
        for thread in waiting { pthread_join(thread, nil) }
    }

    /// How many processors this process may use.
    package static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    static func spawn(name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) -> pthread_t {
        final class Box {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        let result = pthread_create(
            &thread, nil,
            { argument in
                // Sound: the box was retained for exactly this call.
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        if result != 0 {
            box.release()
            throw SystemError(call: "pthread_create", code: result)
        }
        clinux_name_thread(thread, String(name.prefix(15)))
        return thread
    }
}

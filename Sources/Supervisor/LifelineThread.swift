import Glibc

/// The thread that waits for the parent's end of a lifeline to close.
enum LifelineThread {
    private struct Watch {
        let descriptor: Int32
        let grace: UInt32
    }

    /// Starts the thread; it lives as long as the process.
    static func start(descriptor: Int32, grace: UInt32) {
        let watch = UnsafeMutablePointer<Watch>.allocate(capacity: 1)
        watch.initialize(to: Watch(descriptor: descriptor, grace: grace))
        var thread = pthread_t()
        // Sound: the thread is the only one who takes the pointer, moves the value out and frees it.
        let failed = pthread_create(&thread, nil, { LifelineThread.run($0) }, watch)
        if failed == 0 { pthread_detach(thread) } else { watch.deallocate() }
    }

    private static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer = pointer?.assumingMemoryBound(to: Watch.self) else { return nil }
        let watch = pointer.move()
        pointer.deallocate()
        var poll = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        while true {
            guard Glibc.poll(&poll, 1, -1) >= 0 || errno == EINTR else { break }
            let got = read(watch.descriptor, &byte, 1)
            if got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN) { break }
        }
        kill(getpid(), SIGTERM)
        sleep(watch.grace)
        _exit(1)
    }
}

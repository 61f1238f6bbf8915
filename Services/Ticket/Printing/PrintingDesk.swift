internal import EventLoop

/// The threads on which tickets are drawn, for all loops of a process.
///
/// Drawing takes some milliseconds of a processor, so there are two, and few may wait: more would only wait
/// longer than their clients do.
final class PrintingDesk: Sendable {
    private let pool: BlockingPool

    /// Starts the threads.
    init(threads: Int = 2, waiting: Int = 64) throws(SystemError) {
        pool = try BlockingPool(threads: threads, bound: waiting)
    }

    /// Ends the threads after what they are drawing.
    func stop() {
        pool.stop()
    }

    /// Draws on one of the threads and comes back to the caller's loop; throws `.busy` when too many wait.
    func draw(
        _ work: @escaping @Sendable () throws(PrintError) -> TicketPrinter.Document
    ) async throws(PrintError) -> [UInt8] {
        // Cancellation does not end the wait: the thread draws on, wanted or not.
        let drawn: Result<TicketPrinter.Document, PrintError> = await withUnsafeContinuation { continuation in
            let isQueued = pool.submit {
                continuation.resume(returning: Result { () throws(PrintError) in try work() })
            }
            if !isQueued { continuation.resume(returning: .failure(.busy)) }
        }
        return try drawn.get().bytes
    }
}

internal import Glibc

/// The right to change a key file, held as a lock on its folder.
struct KeyFileLock {
    let descriptor: Int32

    /// Gives the right back; called once.
    func release() {
        close(descriptor)
    }
}

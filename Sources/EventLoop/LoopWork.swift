/// Something that may wait and therefore runs on one of the loop's reused runner tasks.
package protocol LoopWork: AnyObject {
    /// Does the work; runs on the loop and inherits its isolation.
    func perform() async
}

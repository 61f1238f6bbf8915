import Bytes
import HTTP
import WaitingRoom

extension RouteTable {
    /// Which rule a request falls under.
    func match(_ head: RequestHead) -> RouteMatch {
        head.with(head.methodRange) { method in
            head.with(head.hostRange ?? 0..<0) { host in
                head.with(head.pathRange) { path in match(method: method, host: host, path: path) }
            }
        }
    }
}

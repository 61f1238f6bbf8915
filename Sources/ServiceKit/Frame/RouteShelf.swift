internal import Synchronization

/// What a role serves, told by the loop that is first set up; any thread may ask.
package final class RouteShelf: Sendable {
    private struct Document: Encodable {
        let routes: [RouteLine]
        let ops: [RouteLine]
    }

    private let state = Mutex<(routes: [RouteLine], ops: [RouteLine])>(([], []))

    /// An empty shelf.
    package init() {}

    /// Puts the routes of the public listener, in any order.
    package func put(_ routes: [RouteLine]) {
        state.withLock { $0.routes = routes }
    }

    /// Puts the routes of the ops listener.
    func put(ops: [RouteLine]) {
        state.withLock { $0.ops = ops }
    }

    /// Both tables as JSON, sorted by path.
    var document: ServiceResponse {
        let (routes, ops) = state.withLock { ($0.routes, $0.ops) }
        let inOrder = { (one: RouteLine, other: RouteLine) in
            (one.path, one.method) < (other.path, other.method)
        }
        return .json(Document(routes: routes.sorted(by: inOrder), ops: ops.sorted(by: inOrder)))
    }
}

import ServiceKit

extension ReservedPath {
    /// What the gateway answers itself, as its ops listener tells of it; a test holds it to the requests.
    static let routes = [
        RouteLine("GET", "/.well-known/jwks.json"),
        RouteLine("GET", "/_sluice/rooms/{room}"),
        RouteLine("POST", "/_sluice/rooms/{room}/join"),
        RouteLine("POST", "/_sluice/rooms/{room}/leave"),
        RouteLine("GET", "/_sluice/v1/rooms/{room}"),
        RouteLine("POST", "/_sluice/v1/rooms/{room}/places"),
        RouteLine("GET", "/_sluice/v1/rooms/{room}/place", needs: ["slip"]),
        RouteLine("DELETE", "/_sluice/v1/rooms/{room}/place", needs: ["slip"]),
        RouteLine("GET", "/_sluice/v1/rooms/{room}/events", needs: ["slip"]),
        RouteLine("POST", "/_sluice/v1/rooms/{room}/admission", needs: ["slip"]),
        RouteLine("DELETE", "/_sluice/v1/rooms/{room}/admission", needs: ["admission"]),
    ]
}

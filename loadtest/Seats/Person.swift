/// One person of a rush: what shows who they are, to the gateway and to the services.
struct Person {
    /// The slip of their place.
    var slip: [UInt8] = []
    /// The admission token, the latest that the gateway gave.
    var admission: [UInt8] = []
    /// The user token.
    var user: [UInt8] = []
    /// The id of the code that was sent to them.
    var challenge: [UInt8] = []
    /// That code.
    var code: [UInt8] = []
    /// How often they were told to ask again on their way in.
    var retries = 0

    /// The mail address of somebody in a run; each run's people are new.
    static func mail(_ index: Int32, run: String) -> String { "p\(index).\(run)@rush.example" }
}

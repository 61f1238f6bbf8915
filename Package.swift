// swift-tools-version: 6.3
import PackageDescription

// One strictness for every target. The features make imports and existentials say what they are: SE-0335
// (any), SE-0444 (member imports), SE-0409 (internal imports), SE-0461 (async stays on its caller's actor).
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // Overlapping accesses trap in debug builds, in which all tests run; the release build leaves the checks
    // out, which cost a poll 4% (docs/decisions/011-release-checks.md).
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// A library of ours: one folder, its README beside the sources, strict settings.
func floor(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path ?? "Sources/\(name)",
        exclude: ["README.md"] + exclude, resources: resources, swiftSettings: strict)
}

/// The tests of one target, which share `TestKit`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestKit"], path: "Tests/\(name)Tests",
        swiftSettings: strict)
}

/// A coverage-guided fuzz target; its corpus is `Fuzz/Corpus/<name>`.
func fuzz(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: "fuzz-\(name)", dependencies: dependencies, path: "Fuzz/\(name)", swiftSettings: strict)
}

// Only for `Fuzz/run.sh`, which sets the variable: these programs have no main function of their own
// (libFuzzer brings it), so an ordinary build could not link them.
let fuzzTargets: [Target] =
    Context.environment["SLUICE_FUZZ"] == nil
    ? []
    : [
        fuzz("http", ["HTTP", "Bytes"]),
        fuzz("slip", ["Bytes", "Tokens", "WaitingRoom"]),
        fuzz("token", ["Bytes", "Tokens"]),
    ]

let package = Package(
    name: "sluice",
    products: [.executable(name: "sluice", targets: ["sluice"])],
    targets: [
        // Floor 0: doors to C, and the slab that every floor stands on; they import nothing.
        .target(name: "CLinux", exclude: ["README.md"]),
        .target(name: "COpenSSL", exclude: ["README.md"], linkerSettings: [.linkedLibrary("crypto")]),
        .systemLibrary(name: "CHiredis"),
        .systemLibrary(name: "CYaml"),
        .systemLibrary(name: "CZlib"),
        .systemLibrary(name: "CLibpq"),
        .systemLibrary(name: "CArgon2"),
        .systemLibrary(name: "CQRCode"),
        floor("Bytes"),

        // Floor 1: ground.
        floor("Settings", ["CYaml"]),
        floor("Telemetry", ["Bytes"]),
        floor("Limits"),

        // Floor 2: rules.
        floor("WaitingRoom", ["Bytes"]),
        floor("HTTP", ["Bytes"]),
        floor("Tokens", ["Bytes", "COpenSSL"]),
        floor("EventLoop", ["CLinux"]),
        floor("Compression", ["Bytes", "CZlib"]),

        // Floor 3: drivers.
        floor("Redis", ["Bytes", "CHiredis", "EventLoop"]),
        floor("Postgres"),
        floor("Contracts"),

        // Floor 4: joints.
        floor("HTTPServer", ["Bytes", "EventLoop", "HTTP"]),
        floor("HTTPClient", ["Bytes", "EventLoop", "HTTP"]),
        floor(
            "RedisRoom", ["Redis", "WaitingRoom"],
            resources: [.embedInCode("Scripts")]),
        floor("Events"),

        // Floor 5: frame.
        floor("ServiceKit", ["Bytes", "EventLoop", "HTTP", "HTTPServer", "Settings", "Telemetry"]),
        floor("Supervisor", ["CLinux"]),

        // Floor 6: rooms.
        floor(
            "Gateway",
            [
                "Bytes", "Compression", "EventLoop", "HTTP", "HTTPClient", "HTTPServer", "Limits", "Redis",
                "RedisRoom", "ServiceKit", "Settings", "Telemetry", "Tokens", "WaitingRoom",
            ],
            path: "Gateway", resources: [.embedInCode("Page")]),
        floor(
            "SampleSite",
            ["Bytes", "EventLoop", "HTTP", "HTTPServer", "Telemetry"],
            path: "Services/SampleSite"),
        floor("Identity", path: "Services/Identity"),
        floor(
            "Booking", ["Redis"], path: "Services/Booking",
            resources: [.embedInCode("Migrations"), .embedInCode("Scripts")]),
        floor("Payment", path: "Services/Payment"),
        floor("Ticket", path: "Services/Ticket"),
        floor("BookingSite", path: "Services/BookingSite"),
        floor(
            "LoadTest", ["Bytes", "EventLoop", "HTTP", "Redis", "Settings"], path: "loadtest",
            exclude: ["bench", "peers", "results"]),

        // Floor 7: roof.
        .executableTarget(
            name: "sluice",
            dependencies: [
                "EventLoop", "Gateway", "LoadTest", "SampleSite", "ServiceKit", "Settings", "Supervisor",
                "Telemetry",
            ],
            exclude: ["README.md"], swiftSettings: strict),

        // Tests.
        .target(name: "TestKit", dependencies: ["EventLoop"], path: "Tests/TestKit", swiftSettings: strict),
        tests("Bytes", ["Bytes"]),
        tests("Settings", ["Settings"]),
        tests("Telemetry", ["Telemetry", "Bytes"]),
        tests("Limits", ["Limits"]),
        tests("WaitingRoom", ["WaitingRoom", "Bytes"]),
        tests("HTTP", ["HTTP", "Bytes"]),
        tests("Tokens", ["Tokens", "Bytes"]),
        tests("EventLoop", ["EventLoop", "Bytes"]),
        tests("Compression", ["Compression", "Bytes"]),
        tests("Redis", ["Redis", "EventLoop", "Bytes"]),
        tests("HTTPServer", ["HTTPServer", "HTTP", "EventLoop", "Bytes", "BareServer"]),
        .executableTarget(
            name: "BareServer", dependencies: ["Bytes", "EventLoop", "HTTP", "HTTPServer"],
            path: "Tests/BareServer", exclude: ["count-allocations.c"], swiftSettings: strict),
        tests("HTTPClient", ["HTTPClient", "HTTPServer", "HTTP", "EventLoop", "Bytes"]),
        tests("RedisRoom", ["RedisRoom", "Redis", "WaitingRoom", "EventLoop", "Bytes"]),
        tests("Supervisor", ["Supervisor", "CLinux", "SupervisedParent"]),
        .executableTarget(
            name: "SupervisedParent", dependencies: ["Supervisor"], path: "Tests/SupervisedParent",
            swiftSettings: strict),
        tests(
            "Gateway",
            [
                "Gateway", "HTTP", "HTTPClient", "HTTPServer", "Limits", "WaitingRoom", "Telemetry", "Tokens",
                "Settings", "EventLoop", "Bytes",
            ]),
        tests("Postgres", ["Postgres"]),
        tests("Contracts", ["Contracts"]),
        tests("Events", ["Events"]),
        tests("Identity", ["Identity"]),
        tests("Booking", ["Booking"]),
        tests("Payment", ["Payment"]),
        tests("Ticket", ["Ticket"]),
        tests("BookingSite", ["BookingSite"]),
        tests("LoadTest", ["LoadTest", "Bytes", "Redis", "Settings"]),
        tests("House", []),
        tests("EndToEnd", ["sluice"]),
    ] + fuzzTargets
)

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

// Where Debian puts the headers of Pango and of what it stands on: Sources/CPango/README.md says why not
// pkgConfig.
let pangoFolders =
    ["pango-1.0", "cairo", "glib-2.0", "harfbuzz"].map { "/usr/include/\($0)" }
    + ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/glib-2.0/include" }

// Only for `Fuzz/run.sh`, which sets the variable: these programs have no main function of their own
// (libFuzzer brings it), so an ordinary build could not link them.
let fuzzTargets: [Target] =
    Context.environment["SLUICE_FUZZ"] == nil
    ? []
    : [
        fuzz("http", ["HTTP", "Bytes"]),
        fuzz("pass", ["Ticket", "Tokens", "Bytes"]),
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
        .target(
            name: "CPango", exclude: ["README.md"],
            cSettings: [.unsafeFlags(pangoFolders.flatMap { ["-isystem", $0] })],
            linkerSettings: ["pangocairo-1.0", "pango-1.0", "gobject-2.0", "glib-2.0", "harfbuzz", "cairo"]
                .map {
                    .linkedLibrary($0)
                }),
        floor("Bytes"),

        // Floor 1: ground.
        floor("Settings", ["CYaml"]),
        floor("Telemetry", ["Bytes"]),
        floor("Limits"),
        floor("Files"),

        // Floor 2: rules.
        floor("WaitingRoom", ["Bytes"]),
        floor("HTTP", ["Bytes"]),
        floor("Tokens", ["Bytes", "COpenSSL", "Files"]),
        floor("EventLoop", ["CLinux"]),
        floor("Compression", ["Bytes", "CZlib"]),

        // Floor 3: drivers.
        floor("Redis", ["Bytes", "CHiredis", "EventLoop"]),
        floor(
            "Postgres", ["Bytes", "CLibpq", "EventLoop"],
            resources: [.embedInCode("Migrations")]),
        floor("Contracts"),

        // Floor 4: joints.
        floor("HTTPServer", ["Bytes", "EventLoop", "HTTP"]),
        floor("HTTPClient", ["Bytes", "EventLoop", "HTTP"]),
        floor("Mail", ["Bytes", "EventLoop", "HTTP"]),
        floor(
            "RedisRoom", ["Redis", "WaitingRoom"],
            resources: [.embedInCode("Scripts")]),
        floor(
            "Events", ["EventLoop", "Postgres", "Redis", "Telemetry", "Tokens"],
            resources: [.embedInCode("Migrations"), .embedInCode("Scripts")]),

        // Floor 5: frame.
        floor(
            "ServiceKit",
            [
                "Bytes", "Contracts", "EventLoop", "Events", "HTTP", "HTTPClient", "HTTPServer", "Limits",
                "Postgres", "Redis", "Settings", "Telemetry", "Tokens",
            ]),
        floor("Supervisor", ["CLinux"]),
        floor(
            "Webhooks",
            ["Bytes", "EventLoop", "Events", "HTTP", "HTTPClient", "Postgres", "Telemetry", "Tokens"]),

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
        floor(
            "Identity",
            [
                "Bytes", "CArgon2", "Contracts", "EventLoop", "Events", "Files", "HTTP", "Mail", "Postgres",
                "ServiceKit", "Settings", "Telemetry", "Tokens",
            ],
            path: "Services/Identity", resources: [.embedInCode("Migrations")]),
        floor(
            "Booking",
            [
                "Bytes", "Contracts", "EventLoop", "Events", "HTTP", "Postgres", "Redis", "ServiceKit",
                "Settings", "Telemetry", "Tokens",
            ],
            path: "Services/Booking", exclude: ["data"],
            resources: [
                .embedInCode("Catalogue/Migrations"), .embedInCode("Migrations"), .embedInCode("Scripts"),
            ]),
        floor(
            "Payment",
            [
                "Bytes", "Contracts", "EventLoop", "Events", "HTTP", "Postgres", "Redis",
                "ServiceKit", "Settings", "Telemetry", "Tokens", "Webhooks",
            ],
            path: "Services/Payment", resources: [.embedInCode("Migrations")]),
        floor(
            "Ticket",
            [
                "Bytes", "CPango", "CQRCode", "Contracts", "EventLoop", "Events", "Files", "HTTP", "Mail",
                "Postgres", "Redis", "ServiceKit", "Settings", "Telemetry", "Tokens",
            ],
            path: "Services/Ticket", resources: [.embedInCode("Migrations")]),
        floor(
            "BookingSite",
            ["Contracts", "EventLoop", "HTTP", "ServiceKit", "Settings", "Telemetry", "Tokens"],
            path: "Services/BookingSite", resources: [.embedInCode("Assets")]),
        floor(
            "Audit", ["EventLoop", "Postgres", "Redis", "ServiceKit", "Settings"], path: "Ops/Audit",
            resources: [.embedInCode("Checks")]),
        floor(
            "LoadTest", ["Bytes", "Contracts", "EventLoop", "HTTP", "Redis", "Settings"], path: "loadtest",
            exclude: ["bench", "peers", "results"]),

        // Floor 7: roof.
        .executableTarget(
            name: "sluice",
            dependencies: [
                "Audit", "Booking", "BookingSite", "Contracts", "EventLoop", "Events", "Gateway", "Identity",
                "LoadTest", "Payment", "Postgres", "SampleSite", "ServiceKit", "Settings", "Supervisor",
                "Telemetry", "Ticket", "Tokens", "Webhooks",
            ],
            exclude: ["README.md"], swiftSettings: strict),

        // Tests.
        .target(name: "TestKit", dependencies: ["EventLoop"], path: "Tests/TestKit", swiftSettings: strict),
        .target(
            name: "ServiceTestKit",
            dependencies: ["Bytes", "ServiceKit", "Settings", "Telemetry", "TestKit", "Tokens"],
            path: "Tests/ServiceTestKit", swiftSettings: strict),
        tests("Bytes", ["Bytes"]),
        tests("Settings", ["Settings"]),
        tests("Telemetry", ["Telemetry", "Bytes"]),
        tests("Limits", ["Limits"]),
        tests("Files", ["Files"]),
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
        tests("Mail", ["Bytes", "EventLoop", "Mail"]),
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
        tests("Postgres", ["Postgres", "EventLoop", "Bytes"]),
        tests("Contracts", ["Contracts"]),
        tests("Events", ["Events", "EventLoop", "Postgres", "Redis", "EventsVictim"]),
        .executableTarget(
            name: "EventsVictim", dependencies: ["EventLoop", "Events", "Postgres", "Redis"],
            path: "Tests/EventsVictim", swiftSettings: strict),
        tests("Webhooks", ["Webhooks", "EventLoop", "Events", "Postgres"]),
        tests(
            "ServiceKit",
            [
                "Bytes", "Contracts", "EventLoop", "HTTP", "HTTPServer", "Postgres", "Redis", "ServiceKit",
                "ServiceTestKit", "Settings", "Telemetry", "Tokens",
            ]),
        tests(
            "Identity",
            [
                "Identity", "Bytes", "Contracts", "EventLoop", "Events", "Postgres", "ServiceKit",
                "ServiceTestKit", "Settings", "Telemetry", "Tokens",
            ]),
        tests(
            "Booking",
            [
                "Audit", "Booking", "Contracts", "EventLoop", "Events", "Postgres", "Redis", "ServiceKit",
                "ServiceTestKit", "Settings", "Telemetry",
            ]),
        tests(
            "Payment",
            [
                "Payment", "Bytes", "Contracts", "EventLoop", "Events", "Postgres", "Redis", "ServiceKit",
                "ServiceTestKit", "Settings", "Telemetry", "Tokens",
            ]),
        tests(
            "Ticket",
            [
                "Ticket", "Bytes", "Contracts", "EventLoop", "Events", "Mail", "Postgres", "Redis",
                "ServiceKit",
                "ServiceTestKit", "Settings", "Telemetry", "Tokens",
            ]),
        tests(
            "BookingSite",
            ["BookingSite", "Contracts", "EventLoop", "HTTP", "ServiceKit", "ServiceTestKit", "Settings"]),
        tests(
            "Audit",
            [
                "Audit", "Booking", "EventLoop", "Events", "Identity", "Payment", "Postgres", "Redis",
                "Ticket",
            ]),
        tests("LoadTest", ["LoadTest", "Bytes", "Redis", "Settings"]),
        tests("House", []),
        tests("EndToEnd", ["sluice", "Bytes", "Tokens"]),
    ] + fuzzTargets
)

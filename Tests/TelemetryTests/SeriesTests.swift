import Dispatch
import Telemetry
import Testing

@Suite("The series of the house")
struct SeriesTests {
    private let registry = MetricsRegistry(shards: 2)

    @Test("count requests by method, route, status, scheme and error")
    func requests() {
        let requests = RequestMetrics(registry, routes: ["/_sluice/v1/rooms/{room}/place", "{site}"])
        let shard = registry.shard(0)
        requests.record(method: 0, route: 0, status: 200, nanoseconds: 4_000_000, on: shard)
        requests.record(method: 0, route: 0, status: 200, nanoseconds: 20_000_000_000, on: registry.shard(1))
        requests.record(method: 99, route: 99, status: 502, isSecure: true, nanoseconds: 1, on: shard)
        requests.record(method: 2, route: 1, status: 0, failure: .clientGone, nanoseconds: 1, on: shard)
        requests.record(method: 2, route: 1, status: 504, failure: .timeout, nanoseconds: 1, on: shard)
        let text = registry.scraped()
        let place = #"http_request_method="GET",http_route="/_sluice/v1/rooms/{room}/place","#
        let ok = #"http_response_status_code="200",url_scheme="http""#
        #expect(text.contains("http_server_request_duration_seconds_bucket{\(place)\(ok),le=\"0.005\"} 1\n"))
        #expect(text.contains("http_server_request_duration_seconds_count{\(place)\(ok)} 2\n"))
        #expect(
            text.contains(
                #"{http_request_method="_OTHER",http_route="{site}",http_response_status_code="502","#
                    + #"url_scheme="https",error_type="502"} 1"#))
        #expect(
            text.contains(
                #"{http_request_method="POST",http_route="{site}",url_scheme="http","#
                    + #"error_type="client_gone"} 1"#))
        #expect(text.contains(#"http_response_status_code="504",url_scheme="http",error_type="timeout"} 1"#))
    }

    @Test("bound the combinations of labels")
    func combinations() {
        let requests = RequestMetrics(registry, routes: (0..<50).map { "/r\($0)" })
        for route in 0..<50 {
            for status in 200..<230 {
                requests.record(
                    method: 0, route: route, status: status, nanoseconds: 1, on: registry.shard(0))
            }
        }
        let shown = registry.scraped().split(separator: "\n").count { $0.contains("_seconds_count{") }
        #expect(shown <= RequestMetrics.maximumSeries && shown > RequestMetrics.maximumSeries / 2)
    }

    @Test("find the same series from many threads at once")
    func racing() async {
        let registry = registry
        let decisions = DecisionMetrics(registry, rooms: ["a", "b", "c"])
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for step in 0..<6_000 {
                        let reason = DecisionReason.allCases[step % 8]
                        decisions.count(.queue, reason, room: step % 3, on: registry.shard(task % 2))
                    }
                }
            }
        }
        let counts = registry.scraped().split(separator: "\n").filter {
            $0.hasPrefix("sluice_decisions_total{")
        }
        #expect(counts.count == 24)
        #expect(counts.allSatisfy { $0.hasSuffix(" 1000") })
    }

    @Test("are made once when two threads need one at the same moment")
    func once() {
        for _ in 0..<1_000 {
            let registry = MetricsRegistry(shards: 1, cells: 64)
            let decisions = DecisionMetrics(registry, rooms: ["a"])
            let meeting = Meeting()
            // Threads of their own: the test pool's may all be busy, and then nothing would meet.
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                meeting.arrive()
                decisions.count(.queue, .line, room: 0, on: registry.shard(0))
            }
            #expect(registry.scraped().contains(#"{room="a",decision="queue",reason="line"} 2"#))
        }
    }

    @Test("name rooms, upstreams, limits and the build as the conventions do")
    func names() {
        let room = RoomMetrics(registry, room: "demo")
        let upstream = UpstreamMetrics(registry, upstream: "site")
        let limit = LimitMetrics(registry, policy: "fast_path")
        let decisions = DecisionMetrics(registry, rooms: ["demo"])
        BuildInfo.register(in: registry, version: "1", revision: "abc")
        let shard = registry.shard(0)
        for counter in [room.joined, room.admitted, room.abandoned, room.expired] { shard.add(counter) }
        for gauge in [room.waiting, room.serving, room.last, room.active, room.rate] {
            registry.set(gauge, 2)
        }
        shard.observe(room.wait, 3)
        shard.add(upstream.inFlight, 1)
        registry.set(upstream.limit, 9)
        shard.add(limit[.overLimit])
        decisions.count(.bypass, .noRoom, room: nil, on: shard)
        decisions.count(.admit, .fastPath, room: 0, on: shard)
        let text = registry.scraped()
        for line in [
            #"sluice_queue_joined_total{room="demo"} 1"#, #"sluice_queue_admitted_total{room="demo"} 1"#,
            #"sluice_queue_abandoned_total{room="demo"} 1"#, #"sluice_queue_expired_total{room="demo"} 1"#,
            #"sluice_queue_waiting{room="demo"} 2"#, #"sluice_queue_serving_number{room="demo"} 2"#,
            #"sluice_queue_last_number{room="demo"} 2"#, #"sluice_active_admissions{room="demo"} 2"#,
            #"sluice_admission_rate_target_per_second{room="demo"} 2"#,
            #"sluice_queue_wait_seconds_bucket{room="demo",le="5"} 1"#,
            #"sluice_inflight_requests{upstream="site"} 1"#, #"sluice_concurrency_limit{upstream="site"} 9"#,
            #"sluice_ratelimit_hits_total{policy="fast_path",result="over_limit"} 1"#,
            #"sluice_ratelimit_hits_total{policy="fast_path",result="near_limit"} 0"#,
            #"sluice_decisions_total{decision="bypass",reason="no_room"} 1"#,
            #"sluice_decisions_total{room="demo",decision="admit",reason="fast_path"} 1"#,
            #"sluice_build_info{version="1",revision="abc",swift_version="6.3"} 1"#,
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)")
        }
    }
}

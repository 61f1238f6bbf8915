import Telemetry
import Testing

@Suite("Facts about the process")
struct ProcessFactsTests {
    @Test("are read from stat, whatever the program is called")
    func stat() throws {
        let text =
            "4242 (a) b (x) S 1 4242 4242 0 -1 4194560 25187 0 0 0 1500 250 0 0 20 0 7 0 88125 1073741824 "
            + "2560 18446744073709551615 1 1 0 0\n"
        let facts = try #require(ProcessFacts(stat: Array(text.utf8)))
        #expect(facts.cpuTicks == 1_750)
        #expect(facts.threads == 7)
        #expect(facts.startTicks == 88_125)
        #expect(facts.virtualBytes == 1 << 30)
        #expect(facts.residentPages == 2_560)
        for text in ["", "1 (a", "1 (a) S 1 2", "1 (a) S 1 4 4 0 -1 4 2 0 0 0 x 2 0 0 2 0 7 0 8 1 2 3"] {
            #expect(ProcessFacts(stat: Array(text.utf8)) == nil)
        }
    }

    @Test("are read from limits and the machine's stat")
    func limits() {
        let text = """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             127235               127235               processes
            Max open files            20000                1048576              files

            """
        #expect(ProcessFacts.maximumDescriptors(limits: Array(text.utf8)) == 20_000)
        let none = "Max open files            unlimited            unlimited            files\n"
        #expect(ProcessFacts.maximumDescriptors(limits: Array(none.utf8)) == nil)
        #expect(
            ProcessFacts.bootTime(stat: Array("cpu 1 2\nbtime 1795250000\nprocesses 3\n".utf8))
                == 1_795_250_000)
        #expect(ProcessFacts.bootTime(stat: []) == nil)
    }

    @Test("appear as the standard series")
    func series() throws {
        let registry = MetricsRegistry(shards: 1)
        ProcessMetrics.register(in: registry)
        let text = registry.scraped()
        func value(_ name: String) throws -> Double {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name) ") })
            return try #require(Double(line.dropFirst(name.count + 1)))
        }
        #expect(try value("process_cpu_seconds_total") >= 0)
        #expect(try value("process_resident_memory_bytes") > 1_000_000)
        #expect(try value("process_open_fds") >= 3)
        #expect(try value("process_max_fds") >= value("process_open_fds"))
        let age = Double(WallClock.milliseconds()) / 1_000 - (try value("process_start_time_seconds"))
        #expect(age > -2 && age < 3_600)
    }
}

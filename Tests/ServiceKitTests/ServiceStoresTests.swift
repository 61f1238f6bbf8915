import Glibc
import Postgres
import Redis
import ServiceTestKit
import TestKit
import Testing

@testable import ServiceKit

@Suite("A service and its stores") struct ServiceStoresTests {
    @Test("it is ready once its stores were reached, and says 503 while one is away")
    func stores() throws {
        let trust = try TestTrust()
        let postgres = try PrivatePostgres()
        let redis = try PrivateRedis()
        let database = try postgres.database()
        let settings = trust.settings(redis: redis.socketPath, postgres: (postgres.folder, database))
        var plan = SampleService.plan(settings) { _, context, router in
            let (pool, redis) = (context.postgres, context.redis)
            router.get("/sum") { (_, _) async throws(ServiceError) in
                do throws(PostgresError) {
                    return .text("\(try await pool.query("SELECT 1 + 2").count)")
                } catch {
                    throw ServiceError(error)
                }
            }
            router.get("/ping") { (_, _) async throws(ServiceError) in
                do throws(RedisError) {
                    return .text("\(try await redis.command("PING"))")
                } catch {
                    throw ServiceError(error)
                }
            }
        }
        plan.databaseUser = "sluice_booking"
        plan.usesRedis = true
        let service = try ServiceUnderTest(plan)
        #expect(settle { service.isReady })
        #expect(try service.send("GET", "/sum").text == "1")
        #expect(try service.send("GET", "/ping").status == 200)
        postgres.kill()
        redis.kill()
        for target in ["/sum", "/ping"] {
            #expect(try settle { try service.send("GET", target).status == 503 })
            #expect(try service.send("GET", target).field("retry-after") != nil)
        }
        // Readiness does not follow a store: one blip must not take the fleet out of the rush.
        #expect(try service.ops("/readyz").status == 200)
    }

    /// Asks again until something is so, for ten seconds at most.
    private func settle(_ isSo: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<200 {
            if try isSo() { return true }
            usleep(50_000)
        }
        return false
    }
}

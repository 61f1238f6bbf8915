internal import CLibpq
import EventLoop

extension PostgresConnection {
    /// Takes the answers that have come.
    func takeAnswers() {
        while let handle, PQisBusy(handle) == 0 {
            switch work {
            case .nothing, .connecting, .copying: return
            case .exchange(var exchange):
                // Taken out while it is changed, so that it is changed in place.
                work = .nothing
                let goesOn = take(PQgetResult(handle), into: &exchange)
                if case .nothing = work, !isClosed, goesOn != .completed { work = .exchange(exchange) }
                if goesOn == .completed { complete(exchange.outcome) }
                if goesOn == .nothingLeft { return }
            case .simple(let failure):
                if !takeSimple(PQgetResult(handle), failure) { return }
            }
        }
    }

    private enum Progress {
        case oneMore
        case completed
        case nothingLeft
    }

    private func take(_ result: OpaquePointer?, into exchange: inout PostgresExchange) -> Progress {
        guard let result else { return exchange.endStep() ? .oneMore : .nothingLeft }
        let status = PQresultStatus(result)
        switch status {
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            return .completed
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            note(result, status, in: &exchange)
        case PGRES_PIPELINE_ABORTED, PGRES_FATAL_ERROR:
            if case .prepare(let text, _) = exchange.current { prepared.remove(text) }
            let error = status == PGRES_FATAL_ERROR ? Self.error(result, exchange.mayCommit) : nil
            if error?.isStalePlan == true { isStale = true }
            exchange.fail(error)
            PQclear(result)
        default:
            // COPY and the like: they have no place in a pipeline, and the way back is long.
            PQclear(result)
            work = .exchange(exchange)
            retire(PostgresError(.protocolViolation))
            return .nothingLeft
        }
        return .oneMore
    }

    private func note(
        _ result: OpaquePointer, _ status: ExecStatusType, in exchange: inout PostgresExchange
    ) {
        let affected = Int(String(cString: PQcmdTuples(result))) ?? 0
        switch exchange.current {
        case .describe(let text, _):
            shapes.learn(text, (0..<PQnparams(result)).map { PQparamtype(result, $0) })
        case .commit where String(cString: PQcmdStatus(result)) == "ROLLBACK":
            exchange.fail(PostgresError(.rolledBack))
        default: break
        }
        if status == PGRES_TUPLES_OK {
            exchange.answer(PostgresRows(PostgresResult(owning: result), affected: affected))
        } else {
            exchange.answer(PostgresRows(affected: affected))
            PQclear(result)
        }
    }

    /// One answer of the simple protocol; false when there is no more to take now.
    private func takeSimple(_ result: OpaquePointer?, _ failure: PostgresError?) -> Bool {
        guard let result else {
            guard let handle, PQenterPipelineMode(handle) == 1 else {
                end(PostgresError(.connectionLost))
                return false
            }
            let answer = simpleAnswer
            simpleAnswer = []
            complete(failure.map { .failure($0) } ?? .success(answer))
            return false
        }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_FATAL_ERROR:
            work = .simple(failure ?? Self.error(result, false))
        case PGRES_COPY_IN:
            work = .copying
            finish(.success([]))
            return false
        case PGRES_COPY_OUT, PGRES_COPY_BOTH:
            retire(PostgresError(.protocolViolation))
            return false
        default:
            simpleAnswer = [PostgresRows(affected: Int(String(cString: PQcmdTuples(result))) ?? 0)]
        }
        return true
    }

    /// The server's error; one that ends the session may hide a commit.
    static func error(_ result: OpaquePointer, _ mayCommit: Bool) -> PostgresError {
        func field(_ code: Int32) -> String? {
            // Sound: libpq's texts end with a zero and live as long as the result.
            PQresultErrorField(result, code).map { String(cString: $0) }
        }
        guard let state = field(diagnostic("C")) else {
            // Made by libpq itself: it lost the server.
            return PostgresError(.connectionLost, isOutcomeUnknown: mayCommit)
        }
        var error = PostgresError(
            sqlState: SQLState(state), message: field(diagnostic("M")) ?? "",
            detail: field(diagnostic("D")), constraint: field(diagnostic("n")))
        let severity = field(diagnostic("V"))
        if severity == "FATAL" || severity == "PANIC" { error.isOutcomeUnknown = mayCommit }
        return error
    }

    /// libpq's codes of the fields of an error are letters.
    private static func diagnostic(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}

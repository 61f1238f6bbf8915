import Bytes
import EventLoop

extension RedisClient {
    /// Sends a command; the completion is called once, on the loop.
    ///
    /// When the command is refused (`notConnected`, `overloaded`) that happens before this returns. Otherwise
    /// the answer, `timedOut` after the command deadline, or `connectionLost` follows in a later turn.
    package func send(_ arguments: borrowing RedisArguments, completion: @escaping Completion) {
        precondition(arguments.count > 0, "a command has a name")
        arguments.writeCommand(into: &command)
        transmit(completion)
    }

    /// Runs a script whose first `keys` arguments are its keys; the completion is called once, on the loop.
    ///
    /// The script goes by its digest. When the server does not know it, it is loaded and run again, once;
    /// both tries have the command deadline. Refusals are as for `send`.
    package func evaluate(
        _ script: RedisScript, keys: Int, _ arguments: borrowing RedisArguments,
        completion: @escaping Completion
    ) {
        precondition(keys >= 0 && keys <= arguments.count, "keys are the first arguments")
        arguments.writeEvaluation(of: script, keys: keys, into: &command)
        // Kept for the second try: a script is a batch, so the copy is paid rarely.
        let again = command.copyBytes()
        transmit { [weak self] result in
            if let self, case .failure(.server(let error)) = result, error.code == "NOSCRIPT" {
                load(script, thenSend: again, completion)
            } else {
                completion(result)
            }
        }
    }

    private func load(_ script: RedisScript, thenSend again: [UInt8], _ completion: @escaping Completion) {
        counters.value.scriptsReloaded += 1
        var arguments = RedisArguments(capacity: script.source.count + 64)
        arguments.append("SCRIPT")
        arguments.append("LOAD")
        arguments.append(script.source)
        // A refusal to load shows in the answer to the evaluation.
        send(arguments) { _ in }
        command.append(again)
        transmit(completion)
    }

    /// Sends a command and waits for its answer.
    ///
    /// Ends with `cancelled` at once when the calling task is cancelled; the command may run all the same.
    package func command(_ arguments: borrowing RedisArguments) async throws(RedisError) -> RedisReply {
        let waiter = ReplyWaiter(reactor)
        send(arguments) { waiter.take($0) }
        return try await waiter.value()
    }

    /// Sends a command that is written out here and waits for its answer: for rare commands and tests.
    package func command(_ words: RedisArgument...) async throws(RedisError) -> RedisReply {
        var arguments = RedisArguments()
        for word in words { arguments.append(word: word) }
        return try await command(arguments)
    }

    /// Runs a script whose first `keys` arguments are its keys, and waits for its answer; see the other form.
    package func evaluate(
        _ script: RedisScript, keys: Int, _ arguments: borrowing RedisArguments
    ) async throws(RedisError) -> RedisReply {
        let waiter = ReplyWaiter(reactor)
        evaluate(script, keys: keys, arguments) { waiter.take($0) }
        return try await waiter.value()
    }
}

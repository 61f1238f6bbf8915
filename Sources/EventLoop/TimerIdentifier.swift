/// Names one timer of a reactor.
package struct TimerIdentifier {
    let id: TimerQueue<Reactor.TimerAction>.Identifier
}

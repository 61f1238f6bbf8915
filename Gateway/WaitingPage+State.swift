extension WaitingPage {
    /// What a page is about; each state has a headline and a sentence in every language.
    package enum State: String, Sendable, CaseIterable {
        /// In line, and the line moves.
        case waiting
        /// Called: the page claims, or the browser's next navigation does.
        case called
        /// Called and at the door: no session is free yet.
        case door
        /// In line while an operator has paused it.
        case paused
        /// In line while the store is lost or the line is being restored.
        case held
        /// A newcomer without a place while none can be given.
        case holding
        /// Before the opening.
        case prequeue
        /// No new places.
        case closed
        /// Nothing is left.
        case soldout
        /// Called, and did not come within the recall window.
        case expired
        /// The place was used and its session is over.
        case finished
        /// The visitor gave the place up.
        case left
        /// The gateway or the site cannot answer.
        case error

        /// Whether the visitor's line stands, so that no wait can be told.
        var stands: Bool { self == .paused || self == .held }

        /// Which blocks of the page this state shows.
        var view: Views {
            switch self {
            case .waiting, .paused, .held: .line
            case .prequeue: .soon
            case .called, .door: .turn
            case .expired, .finished, .left: .over
            case .holding, .closed, .soldout, .error: .stop
            }
        }
    }

    /// Sets of views; a state shows one, a block of the template names those that it belongs to.
    struct Views: OptionSet, Sendable {
        let rawValue: UInt8
        /// A place in the line: numbers, wait, progress.
        static let line = Views(rawValue: 1)
        /// A countdown.
        static let soon = Views(rawValue: 2)
        /// The visitor's turn.
        static let turn = Views(rawValue: 4)
        /// An end, with a way to join again.
        static let over = Views(rawValue: 8)
        /// Nothing to do but to come back.
        static let stop = Views(rawValue: 16)

        /// The view's name in the template and in the script.
        var name: StaticString {
            switch self {
            case .line: "line"
            case .soon: "soon"
            case .turn: "turn"
            case .over: "over"
            default: "stop"
            }
        }

        /// The views of a template's list, such as `line soon`; nil when one of them does not exist.
        init?(names: [Substring]) {
            self = []
            for name in names {
                switch name {
                case "line": insert(.line)
                case "soon": insert(.soon)
                case "turn": insert(.turn)
                case "over": insert(.over)
                case "stop": insert(.stop)
                default: return nil
                }
            }
        }

        init(rawValue: UInt8) { self.rawValue = rawValue }
    }
}

extension WaitingPage {
    /// What one visitor's page says: a plain value, made from the room's snapshot and the visitor's slip.
    package struct Content: Sendable, Equatable {
        /// The language of all words and digits.
        package var language: Language
        /// The room's name as it stands in URLs.
        package var room: String
        /// The room's name as people read it.
        package var title: String
        /// What the page is about.
        package var state: State
        /// The visitor's place, or nil for newcomers who have none.
        package var place: Int?
        /// The room's serving number.
        package var serving: Int = 0
        /// People before this place, gaps left out.
        package var ahead: Int = 0
        /// The estimated wait, or nil while it is unknown.
        package var wait: Wait?
        /// How far the visitor has come, 0 to 1.
        package var progress: Double = 0
        /// Admissions a second that the room really makes, or nil while unknown.
        package var ratePerSecond: Double?
        /// Seconds until the page should ask again, 1 or more.
        package var refreshSeconds: Int = 20
        /// How far ahead of serving a page asks for its own place.
        package var heartbeatWithin: Int = 0
        /// How often such a page asks at least, in seconds.
        package var heartbeatSeconds: Int = 15
        /// Seconds since the slip was issued.
        package var waitedSeconds: Int = 0
        /// Seconds until the room opens, or nil.
        package var opensInSeconds: Int?
        /// Where the visitor wanted to go: path and query, already validated.
        ///
        /// Anything but a path on this host is replaced by `/` all the same.
        package var returnPath: String
        /// What operators tell those who wait; empty for nothing.
        package var message: String = ""

        /// Content with the facts that every page has; the others have defaults to be set.
        package init(
            language: Language, room: String, title: String, state: State, place: Int? = nil,
            returnPath: String = "/"
        ) {
            self.language = language
            self.room = room
            self.title = title
            self.state = state
            self.place = place
            self.returnPath = returnPath
        }

        /// The return path, or `/` where it could lead to another host.
        var safeReturnPath: String {
            var bytes = returnPath.utf8.makeIterator()
            guard bytes.next() == UInt8(ascii: "/") else { return "/" }
            let second = bytes.next()
            return second == UInt8(ascii: "/") || second == UInt8(ascii: "\\") ? "/" : returnPath
        }

        /// The progress in whole percent.
        var percent: Int { progress > 0 ? Int(min(progress, 1) * 100 + 0.5) : 0 }
    }

    /// An estimated wait in seconds: the most likely one and the bounds that hold for four in five people.
    package struct Wait: Sendable, Equatable {
        /// The most likely wait.
        package var likely: Int
        /// The lower bound.
        package var low: Int
        /// The upper bound.
        package var high: Int

        /// An estimate in seconds.
        package init(likely: Int, low: Int, high: Int) {
            self.likely = likely
            self.low = low
            self.high = high
        }
    }
}

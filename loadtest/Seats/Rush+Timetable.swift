import Bytes
import Contracts
import EventLoop
import Glibc

/// What is on sale: all pairs of stations and all days, by the public routes.
extension Rush {
    private static let atOnce = 64

    /// Asks for the stations.
    func learnTimetable() {
        send(.stations, for: 0)
    }

    /// Takes the stations, and searches every pair on every day.
    func stationsAnswered(_ status: Int, _ body: RawSpan) {
        let stations = TimetableReading.stations(body)
        guard status == 200, !stations.isEmpty else { return end("no stations: status \(status)") }
        let today = CivilDate(days: Int(time(nil)) / 86_400)
        for day in settings.firstDay..<(settings.firstDay + settings.days) {
            let date = today.adding(days: day)
            for from in stations {
                for to in stations where to != from {
                    let path = "/api/trips?from=\(from)&to=\(to)&date=\(date)"
                    searches.append((Array(path.utf8), from, to))
                }
            }
        }
        next = 0
        expected = searches.count
        for _ in 0..<min(Self.atOnce, searches.count) { searchNext() }
    }

    private func searchNext() {
        guard next < searches.count else { return }
        send(.ask(Int32(next)), for: Int32(next % people.count))
        next += 1
    }

    /// Takes what a search found.
    func learnt(_ search: Int, _ status: Int, _ body: RawSpan) {
        guard status == 200 else { return end("a search was answered with status \(status)") }
        let found = TimetableReading.offers(body, from: searches[search].from, to: searches[search].to)
        if !found.isEmpty { questions.append(searches[search].path) }
        offers += found
        expected -= 1
        if expected > 0 { return searchNext() }
        searches = []
        choose()
    }

    /// Chooses what the rush is for.
    private func choose() {
        guard !offers.isEmpty else { return end("no trip is on sale on these days") }
        switch settings.ask {
        case .search: gather()
        case .map:
            questions = offers.map { Array($0.mapPath.utf8) }
            gather()
        case .holds:
            let byTrip = Dictionary(grouping: offers, by: \.trip)
            let trips = byTrip.keys.sorted().shuffled(using: &random).prefix(settings.trips)
            rushedTrips = trips.compactMap { byTrip[$0]?.randomElement(using: &random) }
            freeSeats = [[String]](repeating: [], count: rushedTrips.count)
            lookAtTrips()
        }
    }

    /// Looks at the maps of the trips, before the rush and after it.
    func lookAtTrips() {
        expected = rushedTrips.count
        for trip in rushedTrips.indices { send(.look(Int32(trip)), for: Int32(trip % people.count)) }
    }

    /// Takes a map.
    func looked(_ trip: Int, _ status: Int, _ body: RawSpan) {
        guard status == 200 else { return end("a seat map was answered with status \(status)") }
        let seats = TimetableReading.seats(body)
        if isAfterRush {
            counts.shownFree += wishes.count { $0.trip == trip && !seats.taken.contains($0.label) }
        } else {
            freeSeats[trip] = seats.free.shuffled(using: &random)
        }
        expected -= 1
        if expected > 0 { return }
        if isAfterRush { leave() } else { wish() }
    }

    /// Wishes for seats of all trips in turn.
    private func wish() {
        var round = 0
        while wishes.count < settings.seats {
            let trips = freeSeats.indices.filter { freeSeats[$0].count > round }
            if trips.isEmpty {
                return end("only \(wishes.count) seats are free on \(rushedTrips.count) trips: ask for more")
            }
            for trip in trips where wishes.count < settings.seats {
                wishes.append(SeatWish(freeSeats[trip][round], of: trip, rushedTrips[trip]))
            }
            round += 1
        }
        gather()
    }
}

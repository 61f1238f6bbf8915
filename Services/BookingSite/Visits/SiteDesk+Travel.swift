internal import Contracts
internal import HTTP
internal import ServiceKit
internal import Settings

extension SiteDesk {
    /// Searching, choosing seats, waiting for them.
    func registerTravel(_ router: ServiceRouter) {
        page(router, SiteAddress.home) { [self] visit async throws(ServiceError) in
            visit.answer(try await search(visit).page(visit.frame))
        }
        page(router, SiteAddress.trips) { [self] visit async throws(ServiceError) in
            try await results(visit)
        }
        page(router, SiteAddress.trip) { [self] visit async throws(ServiceError) in
            try await seats(visit)
        }
        page(router, SiteAddress.waitlist) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            return try await waitlist(visit)
        }
        action(router, SiteAddress.waitlist) { [self] visit async throws(ServiceError) in
            try await joinWaitlist(visit)
        }
        action(router, SiteAddress.waitlistLeave) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            try await services.leave(waitlist: visit.request[parameter: "id"], visit.request)
            return .redirect(to: SiteAddress.waitlist)
        }
    }

    // MARK: Searching

    private func search(_ visit: Visit) async throws(ServiceError) -> SearchPage {
        let today = Words.day(Timestamp(milliseconds: context.now))
        let bookable = today...today.adding(days: context.services.booking.saleDays)
        let asked = try visit.request.query("date").flatMap { CivilDate($0) }
        return SearchPage(
            stations: try await stations(visit.request), from: try visit.request.query("from"),
            to: try visit.request.query("to"),
            date: asked.map { min(max($0, bookable.lowerBound), bookable.upperBound) } ?? today,
            bookable: bookable)
    }

    private func results(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        var search = try await search(visit)
        let from = search.stations.first { $0.id == search.from }
        let to = search.stations.first { $0.id == search.to }
        guard let from, let to, from.id != to.id else {
            search.notice = visit.words(.sameStations)
            var page = search.page(visit.frame)
            page.status = 400
            return visit.answer(page)
        }
        // Never another day's trains in the place of the day that was asked for.
        if let asked = try visit.request.query("date"), !asked.isEmpty, CivilDate(asked) != search.date {
            search.notice = visit.words(.badDate)
            var page = search.page(visit.frame)
            page.status = 400
            return visit.answer(page)
        }
        let trips = try await services.trips(
            from: from.id, to: to.id, date: search.date, visit.request)
        return visit.answer(
            ResultsPage(search: search, from: from, to: to, trips: trips).page(visit.frame))
    }

    // MARK: Seats

    /// The seats of a stretch; with `count`, those that the service suggests are ticked.
    private func seats(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let request = visit.request
        guard let from = try request.query("from"), let to = try request.query("to") else {
            return .redirect(to: SiteAddress.home)
        }
        let ticked = try request.queryPairs.filter { $0.name == "seat" }.map(\.value).prefix(4)
        var page = try await seatPage(
            request[parameter: "id"], from: from, to: to, classCode: try request.query("class"), visit)
        page.coachLabel = try request.query("coach")
        page.chosen = Set(ticked)
        if let count = try request.query("count").flatMap({ Int($0) }), (1...4).contains(count) {
            let found = try await services.suggestions(
                page.map.trip, from: from, to: to, classCode: page.classCode, count: count, request)
            page.chosen = Set(found.first ?? [])
            if page.chosen.isEmpty { page.notice = visit.words(.noSuggestion) }
        }
        if let first = page.chosen.first { page.coachLabel = Self.coach(of: first) }
        return visit.answer(page.page(visit.frame))
    }

    func seatPage(
        _ trip: String, from: String, to: String, classCode: String?, _ visit: Visit
    ) async throws(ServiceError) -> SeatPage {
        let model = try await services.trip(trip, visit.request)
        guard let summary = model.summary(from: from, to: to) else { throw .notFound }
        let map = try await services.seats(trip, from: from, to: to, visit.request)
        return SeatPage(
            trip: summary, map: map, classCode: classCode, formKey: Visit.newKey(),
            isLoggedIn: visit.request.optionalUser != nil)
    }

    /// The coach that a seat's label names: `KA` of `KA-14`.
    static func coach(of seat: String) -> String? {
        seat.lastIndex(of: "-").map { String(seat[..<$0]) }
    }

    // MARK: Waitlist

    private func waitlist(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        var entries: [WaitlistPage.Entry] = []
        for model in try await services.waitlist(visit.request).prefix(20) {
            let trip = try? await services.trip(model.trip, visit.request)
            entries.append(
                WaitlistPage.Entry(model: model, trip: trip?.summary(from: model.from, to: model.to)))
        }
        return visit.answer(WaitlistPage(entries: entries).page(visit.frame))
    }

    private func joinWaitlist(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let form = try FormFields(visit.request)
        let address = SiteAddress.query(
            SiteAddress.path(SiteAddress.trip, form["trip"]),
            [("from", form["from"]), ("to", form["to"]), ("class", form["class"])])
        try visit.requireUser(wayBack: address)
        let wish = WaitlistRequest(
            trip: form["trip"], from: form["from"], to: form["to"], classCode: form["class"],
            count: Int(form["count"]) ?? 1)
        try await services.wait(wish, key: try form.key, visit.request)
        return .redirect(to: SiteAddress.waitlist)
    }
}

internal import Contracts
internal import EventLoop
internal import HTTP
internal import ServiceKit

extension Catalogue {
    /// Streams that one session of the line may begin: a page opens one, and again after a lost connection.
    private static let streams = LimitPolicy("seat-streams", quota: 20, per: .seconds(60))
    /// Seats that one suggestion may have: as many as one hold.
    private static let mostTogether = 4

    /// Registers the routes that read.
    func register(_ router: ServiceRouter) {
        read(router, ServicePaths.stations) { [self] request, _ throws(ServiceError) in
            try stations(request)
        } answer: { [self] request, _ throws(ServiceError) in
            try stations(request)
        }
        read(router, ServicePaths.trips) { [self] request, _ throws(ServiceError) in
            _ = try index()
            return answers.find(try SearchQuestion(request).key, request)
        } answer: { [self] request, context throws(ServiceError) in
            try await search(request, now: context.now)
        }
        read(router, ServicePaths.trip) { [self] request, _ throws(ServiceError) in
            try trip(request)
        } answer: { [self] request, _ throws(ServiceError) in
            try trip(request)
        }
        read(router, ServicePaths.tripSeats) { [self] request, _ throws(ServiceError) in
            answers.find(try SeatQuestion(request, index()).key, request)
        } answer: { [self] request, _ throws(ServiceError) in
            try await seats(request)
        }
        router.get(ServicePaths.seatSuggestions, needs: [.admission]) {
            [self] request, _ async throws(ServiceError) in
            try await suggestions(request)
        }
        router.events(ServicePaths.tripSeatEvents, needs: [.admission]) {
            [self] request, context throws(ServiceError) in
            try context.limits.take(Self.streams, .text(try request.admission.session))
            guard let trip = try index().trips[request[parameter: "id"]] else { throw .notFound }
            return try live.channel(of: trip)
        }
    }

    private func read(
        _ router: ServiceRouter, _ path: String, immediate: @escaping ServiceRouter.ImmediateHandler,
        answer: @escaping ServiceRouter.Handler
    ) {
        router.get(path, needs: [.admission], immediate: immediate, answer)
    }

    // MARK: Answers

    private func stations(_ request: ServiceRequest) throws(ServiceError) -> ServiceResponse {
        let index = try index()
        if let known = answers.find("stations", request) { return known }
        let response = ServiceResponse.json(StationList(stations: index.stations))
        return keep("stations", response.cached("private, max-age=300"), for: .seconds(300), request)
    }

    private func trip(_ request: ServiceRequest) throws(ServiceError) -> ServiceResponse {
        let (index, id) = (try index(), request[parameter: "id"])
        if let known = answers.find("trip|\(id)", request) { return known }
        guard let trip = index.trips[id] else { throw .notFound }
        let response = ServiceResponse.json(bytes: try whole(CatalogueText.trip(trip, index)))
        return keep("trip|\(id)", response.cached("private, max-age=60"), for: .seconds(60), request)
    }

    private func search(
        _ request: ServiceRequest, now: Int64
    ) async throws(ServiceError) -> ServiceResponse {
        let index = try index()
        let question = try SearchQuestion(request)
        if let known = answers.find(question.key, request) { return known }
        try question.check(index)
        var until = LoopInstant.now.advanced(by: SeatBoard.freshFor)
        var found: [(trip: TripLayout, stretch: Stretch, free: [Int])] = []
        for one in index.trips(from: question.from, to: question.to, day: question.day, now: now) {
            let known = try await board.words(one.trip)
            until = min(until, known.until)
            found.append((one.trip, one.stretch, known.words.free(on: one.stretch, of: one.trip)))
        }
        let response = ServiceResponse.json(bytes: try whole(CatalogueText.trips(found, index)))
        return keep(question.key, response, until: until, request)
    }

    private func seats(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let question = try SeatQuestion(request, index())
        if let known = answers.find(question.key, request) { return known }
        let known = try await board.words(question.trip)
        let version = String(known.words.version ^ UInt64(question.stretch.mask), radix: 16)
        let text = CatalogueText.seats(question.trip, question.stretch, known.words, version: version)
        return answers.keep(
            question.key, ServiceResponse.json(bytes: try whole(text)).cached("private, no-cache"),
            EntityTag(version), until: known.until, request)
    }

    private func suggestions(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        let question = try SeatQuestion(request, index())
        let wanted = try request.query("count") ?? "1"
        guard let count = Int(wanted), (1...Self.mostTogether).contains(count) else {
            throw .badRequest("count: 1 to \(Self.mostTogether)")
        }
        var category: Int?
        if let code = try request.query("class") {
            category = question.trip.categories.firstIndex { $0.id == code }
            if category == nil { throw .badRequest("class: the train has no such class") }
        }
        let words = try await board.words(question.trip).words
        let mask = question.stretch.mask
        let groups = SeatGroups.best(count, of: question.trip, category: category) {
            words.isFree($0, mask)
        }
        let labels = groups.map { $0.compactMap { question.trip.label(of: $0) } }
        return .json(SeatSuggestions(suggestions: labels))
    }

    // MARK: Keeping

    /// Keeps an answer for a while, its bytes being its version.
    private func keep(
        _ key: String, _ response: ServiceResponse, for time: Duration, _ request: ServiceRequest
    ) -> ServiceResponse {
        keep(key, response, until: LoopInstant.now.advanced(by: time), request)
    }

    private func keep(
        _ key: String, _ response: ServiceResponse, until: LoopInstant, _ request: ServiceRequest
    ) -> ServiceResponse {
        var response = response
        if response.cacheControl == "no-store" { response.cacheControl = "private, no-cache" }
        return answers.keep(key, response, Self.tag(of: response.body), until: until, request)
    }

    /// A version of some bytes: FNV-1a (Fowler, Noll, Vo), 64 bits.
    private static func tag(of bytes: [UInt8]) -> EntityTag {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return EntityTag(String(hash, radix: 16))
    }

    private func whole(_ text: [UInt8]?) throws(ServiceError) -> [UInt8] {
        guard let text else { throw .failure("a document beyond its bound") }
        return text
    }
}

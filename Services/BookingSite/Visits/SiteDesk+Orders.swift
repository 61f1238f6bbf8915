internal import Contracts
internal import HTTP
internal import ServiceKit

extension SiteDesk {
    /// Holds, orders, payment, tickets.
    func registerOrders(_ router: ServiceRouter) {
        action(router, SiteAddress.holds) { [self] visit async throws(ServiceError) in
            try await takeSeats(visit)
        }
        page(router, SiteAddress.hold) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            return visit.answer(try await passengers(visit).page(visit.frame))
        }
        action(router, SiteAddress.holdExtension) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            let id = visit.request[parameter: "id"]
            try await services.extend(
                hold: id, key: try FormFields(visit.request).key, visit.request)
            return .redirect(to: SiteAddress.path(SiteAddress.hold, id))
        }
        action(router, SiteAddress.holdRelease) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            try await services.release(hold: visit.request[parameter: "id"], visit.request)
            return .redirect(to: SiteAddress.wayBack(try FormFields(visit.request)["back"]))
        }
        action(router, SiteAddress.holdOrder) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            return try await makeOrder(visit)
        }
        page(router, SiteAddress.orders) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            let orders = try await services.orders(visit.request)
            return visit.answer(OrdersPage(orders: orders).page(visit.frame))
        }
        page(router, SiteAddress.order) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            return try await showOrder(visit)
        }
        action(router, SiteAddress.orderPayment) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            return try await pay(visit)
        }
        action(router, SiteAddress.orderCancellation) { [self] visit async throws(ServiceError) in
            try visit.requireUser()
            let id = visit.request[parameter: "id"]
            try await services.cancel(order: id, key: try FormFields(visit.request).key, visit.request)
            return .redirect(to: SiteAddress.path(SiteAddress.order, id))
        }
    }

    // MARK: Holds

    /// Takes the ticked seats, all or none.
    private func takeSeats(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let form = try FormFields(visit.request)
        let seats = form.all("seat")
        let address = SiteAddress.query(
            SiteAddress.path(SiteAddress.trip, form["trip"]),
            [("from", form["from"]), ("to", form["to"]), ("class", form.optional("class"))]
                + seats.prefix(4).map { ("seat", $0) })
        try visit.requireUser(wayBack: address)
        guard (1...4).contains(seats.count) else {
            let notice = visit.words(seats.isEmpty ? .noneChosen : .tooManyChosen)
            return try await seatsAgain(form, status: 400, notice, visit)
        }
        let wish = HoldRequest(trip: form["trip"], from: form["from"], to: form["to"], seats: seats)
        let reply = try await services.hold(wish, key: try form.key, visit.request)
        if reply.isSuccess {
            let hold: HoldModel = try reply.json()
            return .redirect(to: SiteAddress.path(SiteAddress.hold, hold.id))
        }
        let failure = reply.failure
        guard (400..<500).contains(reply.status), reply.status != 401, reply.status != 404 else {
            throw failure
        }
        let taken = Self.seats(named: failure, of: seats).map { visit.words.seat($0) }
        let notice =
            taken.isEmpty
            ? failure.sentence(visit.words) : visit.words(.seatsWereTaken, taken.joined(separator: ", "))
        return try await seatsAgain(form, status: reply.status, notice, visit)
    }

    /// The seats that a refusal names by their places in the request.
    static func seats(named error: ServiceError, of seats: [String]) -> [String] {
        guard error.code == "seat_taken" else { return [] }
        return error.problem.errors.compactMap { detail in
            guard detail.pointer.hasPrefix("#/seats/"), let index = Int(detail.pointer.dropFirst(8)),
                seats.indices.contains(index)
            else { return nil }
            return seats[index]
        }
    }

    private func seatsAgain(
        _ form: FormFields, status: Int, _ notice: String, _ visit: Visit
    ) async throws(ServiceError) -> ServiceResponse {
        var page = try await seatPage(
            form["trip"], from: form["from"], to: form["to"], classCode: form.optional("class"), visit)
        page.chosen = Set(form.all("seat"))
        page.coachLabel = form.all("seat").first.flatMap { Self.coach(of: $0) }
        page.notice = notice
        var site = page.page(visit.frame)
        site.status = status
        return visit.answer(site)
    }

    // MARK: Passengers

    private func passengers(_ visit: Visit) async throws(ServiceError) -> PassengersPage {
        let hold = try await services.hold(visit.request[parameter: "id"], visit.request)
        let trip = try await services.trip(hold.trip, visit.request)
        guard let summary = trip.summary(from: hold.from, to: hold.to) else { throw .notFound }
        // Without the account's contacts the form is empty, and that is all.
        let account = try? await services.ownAccount(visit.request)
        return PassengersPage(
            hold: hold, trip: summary, phone: account?.phone, email: account?.email,
            formKey: Visit.newKey(), now: Timestamp(milliseconds: context.now))
    }

    private func makeOrder(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let form = try FormFields(visit.request)
        let id = visit.request[parameter: "id"]
        var names: [OrderRequest.Passenger] = []
        for index in 0..<4 {
            guard let seat = form.optional("seat\(index)") else { break }
            names.append(
                OrderRequest.Passenger(
                    seat: seat, name: form["name\(index)"], document: form.optional("document\(index)")))
        }
        let contact = OrderRequest.Contact(
            phone: form.optional("phone"), email: form.optional("email"), language: visit.words.language)
        if names.contains(where: { $0.name.isEmpty }) {
            return try await passengersAgain(form, 422, visit.words(.needsName), visit)
        }
        if contact.phone == nil, contact.email == nil {
            return try await passengersAgain(form, 422, visit.words(.needsContact), visit)
        }
        do throws(ServiceError) {
            let wish = OrderRequest(hold: id, passengers: names, contact: contact)
            let order = try await services.order(wish, key: try form.key, visit.request)
            return .redirect(to: SiteAddress.path(SiteAddress.order, order.id))
        } catch {
            guard error.status == 400 || error.status == 422 else { throw error }
            return try await passengersAgain(form, error.status, error.sentence(visit.words), visit)
        }
    }

    private func passengersAgain(
        _ form: FormFields, _ status: Int, _ notice: String, _ visit: Visit
    ) async throws(ServiceError) -> ServiceResponse {
        var page = try await passengers(visit)
        page.typed = form.typed
        page.notice = notice
        var site = page.page(visit.frame)
        site.status = max(site.status, status)
        return visit.answer(site)
    }
}

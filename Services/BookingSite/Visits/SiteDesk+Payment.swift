internal import Contracts
internal import HTTP
internal import ServiceKit
internal import Settings

extension SiteDesk {
    // MARK: One order

    /// An order with what belongs to its state: the ways to pay, the wait for word, or the tickets.
    func showOrder(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let order = try await services.order(visit.request[parameter: "id"], visit.request)
        let paying = PayingCookie(visit.request)
        let isOurs = paying?.order == order.id
        var page = OrderPage(
            order: order, providers: context.services.site.providers, formKey: Visit.newKey())
        if isOurs, order.status == "pending", let paying {
            let payment = try await services.payment(paying.payment, visit.request)
            page.isPaying = payment.status == "processing" || payment.status == "succeeded"
            page.notice = payment.lastPaymentError.map { visit.words(.payment($0.code)) }
        }
        page.hasLeft = order.trip.from.departs.map { $0.milliseconds <= context.now } ?? false
        if order.status == "pending" { page.isOfEarlierTurn = try await isOfEarlierTurn(order, visit) }
        if order.status == "confirmed", !order.tickets.isEmpty {
            page.tickets = try await tickets(order, visit)
            // The purchase that was made in this turn is done: the next person in the line may come in.
            page.endsTurn = isOurs
        }
        var response = visit.answer(page.page(visit.frame))
        if page.endsTurn {
            response.endAdmission()
            response.set("Set-Cookie", PayingCookie.cleared(visit.request))
        }
        return response
    }

    /// Whether an order's seats are held by another turn than this: payment takes it from that one alone.
    private func isOfEarlierTurn(_ order: OrderModel, _ visit: Visit) async throws(ServiceError) -> Bool {
        do throws(ServiceError) {
            _ = try await services.hold(order.hold, visit.request)
            return false
        } catch {
            guard error.status == 404 else { throw error }
            return true
        }
    }

    /// The tickets of an order, with their codes and files in the page itself.
    ///
    /// After it the visitor's turn may be over: whatever had to be fetched then would have to wait in line.
    private func tickets(_ order: OrderModel, _ visit: Visit) async throws(ServiceError) -> [OrderPage.Ticket]
    {
        var tickets: [OrderPage.Ticket] = []
        for id in order.tickets.prefix(8) {
            let model = try await services.ticket(id, visit.request)
            let image = try await services.ticketFile(ServicePaths.ticketPNG, id, visit.request)
            let document = try await services.ticketFile(ServicePaths.ticketPDF, id, visit.request)
            tickets.append(
                OrderPage.Ticket(
                    model: model, image: DataText.base64(image), document: DataText.base64(document)))
        }
        return tickets
    }

    // MARK: Paying

    /// Begins to pay, and sends the visitor to the provider's page.
    func pay(_ visit: Visit) async throws(ServiceError) -> ServiceResponse {
        let form = try FormFields(visit.request)
        let id = visit.request[parameter: "id"]
        let intent = try await services.pay(
            PaymentRequest(order: id, provider: form["provider"]), key: try form.key, visit.request)
        let cookie = PayingCookie(order: id, payment: intent.id)
        guard let url = intent.nextAction?.redirectToUrl.url, PaymentPage.isSound(url) else {
            return .redirect(to: SiteAddress.path(SiteAddress.order, id))
                .with("Set-Cookie", cookie.field(visit.request))
        }
        var response = visit.answer(PaymentPage(url: url).page(visit.frame))
        response.set("Refresh", "0; url=\(url)")
        response.set("Set-Cookie", cookie.field(visit.request))
        return response
    }
}

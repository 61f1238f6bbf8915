internal import Contracts

/// Everything that the visitor has ordered.
struct OrdersPage: Sendable {
    var orders: [OrderModel]

    func page(_ frame: PageFrame) -> SitePage {
        let words = frame.words
        let none: Markup = "<p>\(words(.ordersEmpty))</p>"
        let items: [Markup] = orders.map { order in
            """
            <li>\(Piece.journey(order.trip, words))<p><span class="state \(order.status)">\
            \(status(order, words))</span> · <b>\(words.money(order.amount))</b></p>
            <a class="plain" href="\(SiteAddress.path(SiteAddress.order, order.id))">\(words(.showOrder))\
            <span class="away"> \(words(.orderOf, words.day(Words.day(order.createdAt))))</span></a></li>

            """
        }
        return frame.page(
            words(.ordersTitle), orders.isEmpty ? none : "<ul class=\"trips\">\(items)</ul>")
    }

    private func status(_ order: OrderModel, _ words: Words) -> String {
        switch order.status {
        case "pending": words(.orderPending)
        case "confirmed": words(.orderConfirmed)
        case "lapsed": words(.orderLapsed)
        case "failed": words(.orderFailed)
        default: words(.orderCancelled)
        }
    }
}

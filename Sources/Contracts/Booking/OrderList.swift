/// The caller's orders.
package struct OrderList: Sendable, Codable, Hashable {
    /// The youngest first.
    package var orders: [OrderModel]

    /// A value of its parts.
    package init(orders: [OrderModel]) {
        self.orders = orders
    }
}

/// A ticket.
package struct TicketModel: Sendable, Codable, Hashable {
    /// The ticket.
    package var id: String
    /// Its order.
    package var order: String
    /// `valid`, `redeemed` or `revoked`.
    package var status: String
    /// The text of its QR code.
    package var code: String
    /// The train's number.
    package var trainNumber: String
    /// What the train is called.
    package var trainName: LocalizedName
    /// The day on which the train leaves its first stop.
    package var date: String
    /// Where the passenger gets on.
    package var from: StopModel
    /// Where the passenger gets off.
    package var to: StopModel
    /// The seat's label.
    package var seat: String
    /// The class.
    package var classCode: String
    /// The passenger's name.
    package var passenger: String
    /// What the seat cost.
    package var fare: Money
    /// Always `BDT`.
    package var currency: String
    /// When it was checked in.
    package var redeemedAt: Timestamp?

    /// A value of its parts.
    package init(
        id: String, order: String, status: String, code: String, trainNumber: String,
        trainName: LocalizedName, date: String, from: StopModel, to: StopModel, seat: String,
        classCode: String, passenger: String, fare: Money, currency: String = "BDT",
        redeemedAt: Timestamp? = nil
    ) {
        self.id = id
        self.order = order
        self.status = status
        self.code = code
        self.trainNumber = trainNumber
        self.trainName = trainName
        self.date = date
        self.from = from
        self.to = to
        self.seat = seat
        self.classCode = classCode
        self.passenger = passenger
        self.fare = fare
        self.currency = currency
        self.redeemedAt = redeemedAt
    }
}

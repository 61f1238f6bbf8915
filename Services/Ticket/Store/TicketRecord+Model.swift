internal import Contracts
internal import Postgres

extension TicketRecord {
    /// The ticket as clients see it.
    var model: TicketModel {
        TicketModel(
            id: "\(facts.ticket)", order: "\(facts.order)", status: status.rawValue, code: facts.pass,
            trainNumber: facts.trainNumber, trainName: facts.trainName, date: facts.date,
            from: StopModel(
                station: facts.from.station, name: facts.from.name, index: facts.from.index,
                departs: facts.from.time),
            to: StopModel(
                station: facts.to.station, name: facts.to.name, index: facts.to.index,
                arrives: facts.to.time),
            seat: facts.seat, classCode: facts.seatClass, passenger: facts.passenger, fare: facts.price,
            currency: facts.currency, redeemedAt: redeemedAt)
    }
}

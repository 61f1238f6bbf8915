package import Contracts

/// A railway's timetable as its files say it: what can be sold, before there are days and seats.
package struct Timetable: Sendable, Equatable {
    /// A station.
    package struct Station: Sendable, Equatable {
        /// Its id, such as `DHA`.
        package var id: String
        /// What it is called.
        package var name: LocalizedName
        /// Degrees north.
        package var latitude: Double
        /// Degrees east.
        package var longitude: Double
    }

    /// A class of seats.
    package struct Class: Sendable, Equatable {
        /// Its id, such as `s_chair`.
        package var id: String
        /// What it is called.
        package var name: LocalizedName
        /// Its place among the classes, the best first.
        package var rank: Int
    }

    /// The days on which trains run.
    package struct Service: Sendable, Equatable {
        /// Its id.
        package var id: String
        /// A bit for each day of the week, Monday the lowest.
        package var weekdays: Int
        /// The first day.
        package var first: CivilDate
        /// The last day.
        package var last: CivilDate
        /// Days that are otherwise: whether trains run then.
        package var exceptions: [CivilDate: Bool]

        /// Whether trains run on a day.
        package func runs(on day: CivilDate) -> Bool {
            if let exception = exceptions[day] { return exception }
            // CivilDate counts from Sunday.
            let weekday = (day.weekday + 6) % 7
            return first <= day && day <= last && weekdays >> weekday & 1 == 1
        }
    }

    /// A stop of a train; times are seconds of its service day.
    package struct Stop: Sendable, Equatable {
        /// The station's id.
        package var station: String
        /// When the train comes.
        package var arrives: Int
        /// When it leaves.
        package var departs: Int
        /// Kilometres from the first stop.
        package var kilometres: Int
    }

    /// A coach of a train.
    package struct Coach: Sendable, Equatable {
        /// What seats are called by, in Latin letters and in Bangla.
        package var label: LocalizedName
        /// The class's id.
        package var classID: String
        /// Seats abreast on each side of the aisle, such as `3+2`.
        package var abreast: String
        /// How many seats it has.
        package var seats: Int
    }

    /// The price of a class in a train, in minor units.
    package struct Fare: Sendable, Equatable {
        /// The class's id.
        package var classID: String
        /// What every journey costs.
        package var base: Int
        /// What each kilometre costs.
        package var perKilometre: Int
        /// The least that a journey costs.
        package var minimum: Int
    }

    /// A train, which runs on the days of its service.
    package struct Train: Sendable, Equatable {
        /// Its number, such as `702`.
        package var number: String
        /// What it is called.
        package var name: LocalizedName
        /// The service's id.
        package var service: String
        /// Its stops in order, 2 to 32.
        package var stops: [Stop]
        /// Its coaches in order.
        package var coaches: [Coach]
        /// Its fares, one a class that it has.
        package var fares: [Fare]
    }

    /// What the railway is called.
    package var agency: LocalizedName
    /// Where its clocks are, such as `Asia/Dhaka`.
    package var zone: String
    /// The version that the publisher gives it.
    package var version: String
    /// All stations.
    package var stations: [Station]
    /// All classes.
    package var classes: [Class]
    /// All services.
    package var services: [Service]
    /// All trains.
    package var trains: [Train]
}

/// The seats of a trip for a stretch.
///
/// On the wire a coach says how its seats stand and which are taken, not each seat: `SeatMap+Coding.swift`.
package struct SeatMap: Sendable, Codable, Hashable {
    /// One coach.
    package struct Coach: Sendable, Hashable {
        /// One seat.
        package struct Seat: Sendable, Codable, Hashable {
            /// How a hold names it: `KA-14`.
            package var label: String
            /// Its number in the coach.
            package var number: Int
            /// Its row, from 0.
            package var row: Int
            /// Its place in the row, from 0.
            package var column: Int
            /// Whether nobody has it on any leg of the stretch.
            package var isFree: Bool

            /// A value of its parts.
            package init(label: String, number: Int, row: Int, column: Int, isFree: Bool) {
                self.label = label
                self.number = number
                self.row = row
                self.column = column
                self.isFree = isFree
            }
        }

        /// What stands on it: `KA`.
        package var label: String
        /// The same to be read.
        package var name: LocalizedName
        /// Its class.
        package var classCode: String
        /// For one seat on this stretch.
        package var fare: Money
        /// How many places a row has, the aisle counted.
        package var columns: Int
        /// By number.
        package var seats: [Seat]

        /// A value of its parts.
        package init(
            label: String, name: LocalizedName, classCode: String, fare: Money, columns: Int, seats: [Seat]
        ) {
            self.label = label
            self.name = name
            self.classCode = classCode
            self.fare = fare
            self.columns = columns
            self.seats = seats
        }
    }

    /// The trip.
    package var trip: String
    /// The station where the stretch begins.
    package var from: String
    /// The station where it ends.
    package var to: String
    /// Changes whenever a seat does; also the ETag.
    package var version: String
    /// In the order of the train.
    package var coaches: [Coach]

    /// A value of its parts.
    package init(trip: String, from: String, to: String, version: String, coaches: [Coach]) {
        self.trip = trip
        self.from = from
        self.to = to
        self.version = version
        self.coaches = coaches
    }
}

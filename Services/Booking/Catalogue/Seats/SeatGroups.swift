internal import Contracts

/// Which free seats to offer to people who travel together: a pure rule.
///
/// Best are seats side by side, then across the aisle, then behind each other on one side, then anywhere in
/// one coach, then anywhere. Among equals come those that leave no single seat behind, the earlier coach, the
/// lower number. Groups that are offered together share no seat.
enum SeatGroups {
    /// How far apart the seats of a group are: the order of the cases is the order of preference.
    private enum Closeness: Int, Comparable {
        case sideBySide, acrossTheAisle, inTwoRows, inOneCoach, anywhere

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Group {
        let seats: [Int]
        let closeness: Closeness
        /// Whether a single free seat is left beside it.
        let leavesOne: Bool

        func precedes(_ other: Group) -> Bool {
            if closeness != other.closeness { return closeness < other.closeness }
            if leavesOne != other.leavesOne { return !leavesOne }
            return seats.lexicographicallyPrecedes(other.seats)
        }
    }

    /// At most so many groups of `count` seats, by their numbers in the trip, the best first.
    static func best(
        _ count: Int, of trip: TripLayout, category: Int?, limit: Int = 5, isFree: (Int) -> Bool
    ) -> [[Int]] {
        guard count > 0, limit > 0 else { return [] }
        var groups: [Group] = []
        var everywhere: [Int] = []
        for coach in trip.coaches where category.map({ $0 == coach.category }) ?? true {
            let free = coach.seats.map(isFree)
            groups += self.groups(count, coach, free)
            everywhere += coach.seats.filter { free[$0 - coach.seats.lowerBound] }
        }
        if everywhere.count >= count {
            groups.append(
                Group(seats: Array(everywhere.prefix(count)), closeness: .anywhere, leavesOne: false))
        }
        var chosen: [[Int]] = []
        var used: Set<Int> = []
        for group in groups.sorted(by: { $0.precedes($1) }) where used.isDisjoint(with: group.seats) {
            chosen.append(group.seats)
            used.formUnion(group.seats)
            if chosen.count == limit { break }
        }
        return chosen
    }

    /// All groups within a coach.
    private static func groups(_ count: Int, _ coach: TripLayout.Coach, _ free: [Bool]) -> [Group] {
        let rows = coach.rows
        var groups: [Group] = []
        for place in free.indices where free[place] {
            let window = Array(place..<place + count)
            if window.last.map({ $0 < free.count && rows.row($0) == rows.row(place) }) == true,
                window.allSatisfy({ free[$0] })
            {
                let isTight = zip(window, window.dropFirst()).allSatisfy { rows.areNeighbours($0, $1) }
                groups.append(
                    Group(
                        seats: window.map { coach.seats.lowerBound + $0 },
                        closeness: isTight ? .sideBySide : .acrossTheAisle,
                        leavesOne: leavesOne(window, rows, free)))
            }
            if let block = block(count, at: place, rows, free) {
                groups.append(
                    Group(
                        seats: block.map { coach.seats.lowerBound + $0 }, closeness: .inTwoRows,
                        leavesOne: false))
            }
        }
        let any = free.indices.filter { free[$0] }.prefix(count)
        if any.count == count {
            groups.append(
                Group(
                    seats: any.map { coach.seats.lowerBound + $0 }, closeness: .inOneCoach, leavesOne: false))
        }
        return groups
    }

    /// Half of the seats side by side from a place on, the others right behind them.
    private static func block(_ count: Int, at place: Int, _ rows: SeatRows, _ free: [Bool]) -> [Int]? {
        guard count >= 2 else { return nil }
        let front = Array(place..<place + (count + 1) / 2)
        let back = (0..<count / 2).map { place + rows.abreast + $0 }
        guard let last = back.last, last < free.count, (front + back).allSatisfy({ free[$0] }),
            zip(front, front.dropFirst()).allSatisfy({ rows.areNeighbours($0, $1) }),
            rows.row(last) == rows.row(place) + 1
        else { return nil }
        return front + back
    }

    /// Whether taking these seats would leave one free seat alone beside them.
    private static func leavesOne(_ window: [Int], _ rows: SeatRows, _ free: [Bool]) -> Bool {
        func isAlone(_ place: Int, besides other: Int) -> Bool {
            guard free.indices.contains(place), free[place], rows.areNeighbours(place, other) else {
                return false
            }
            let further = place + (place - other)
            return !(free.indices.contains(further) && free[further] && rows.areNeighbours(further, place))
        }
        guard let first = window.first, let last = window.last else { return false }
        return isAlone(first - 1, besides: first) || isAlone(last + 1, besides: last)
    }
}

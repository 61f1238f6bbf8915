extension RoomFacts {
    /// Facts of another epoch say nothing about the numbers of this one; its clock still counts.
    mutating func forgetNumbers() {
        gen = 0
        rev = 0
        issued = 0
        serving = 0
        floor = 0
    }
}

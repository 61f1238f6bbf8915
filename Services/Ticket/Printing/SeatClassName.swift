/// What people call the classes of seats.
package enum SeatClassName {
    private static let names: [String: BilingualText] = [
        "SHULOV": BilingualText(en: "Shulov", bn: "সুলভ"),
        "SHOVAN": BilingualText(en: "Shovan", bn: "শোভন"),
        "S_CHAIR": BilingualText(en: "Shovan Chair", bn: "শোভন চেয়ার"),
        "F_SEAT": BilingualText(en: "First Seat", bn: "প্রথম সিট"),
        "F_CHAIR": BilingualText(en: "First Chair", bn: "প্রথম চেয়ার"),
        "F_BERTH": BilingualText(en: "First Berth", bn: "প্রথম বার্থ"),
        "SNIGDHA": BilingualText(en: "Snigdha", bn: "স্নিগ্ধা"),
        "AC_S": BilingualText(en: "AC Seat", bn: "এসি সিট"),
        "AC_B": BilingualText(en: "AC Berth", bn: "এসি বার্থ"),
    ]

    /// The name of a class; the code itself where it has none.
    package static func of(_ code: String) -> BilingualText {
        names[code] ?? BilingualText(en: code, bn: code)
    }
}

package import Contracts

/// What people call the classes of seats.
package enum SeatClassName {
    private static let names: [String: LocalizedName] = [
        "SHULOV": LocalizedName(en: "Shulov", bn: "সুলভ"),
        "SHOVAN": LocalizedName(en: "Shovan", bn: "শোভন"),
        "S_CHAIR": LocalizedName(en: "Shovan Chair", bn: "শোভন চেয়ার"),
        "F_SEAT": LocalizedName(en: "First Seat", bn: "প্রথম সিট"),
        "F_CHAIR": LocalizedName(en: "First Chair", bn: "প্রথম চেয়ার"),
        "F_BERTH": LocalizedName(en: "First Berth", bn: "প্রথম বার্থ"),
        "SNIGDHA": LocalizedName(en: "Snigdha", bn: "স্নিগ্ধা"),
        "AC_S": LocalizedName(en: "AC Seat", bn: "এসি সিট"),
        "AC_B": LocalizedName(en: "AC Berth", bn: "এসি বার্থ"),
    ]

    /// The name of a class; the code itself where it has none.
    package static func of(_ code: String) -> LocalizedName {
        names[code] ?? LocalizedName(en: code, bn: code)
    }
}

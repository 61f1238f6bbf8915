package import Contracts

/// What people call the classes of seats.
package enum SeatClassName {
    private static let names: [String: LocalizedName] = [
        "shulov": LocalizedName(en: "Shulov", bn: "সুলভ"),
        "shovan": LocalizedName(en: "Shovan", bn: "শোভন"),
        "s_chair": LocalizedName(en: "Shovan Chair", bn: "শোভন চেয়ার"),
        "f_seat": LocalizedName(en: "First Seat", bn: "প্রথম সিট"),
        "f_chair": LocalizedName(en: "First Chair", bn: "প্রথম চেয়ার"),
        "f_berth": LocalizedName(en: "First Berth", bn: "প্রথম বার্থ"),
        "snigdha": LocalizedName(en: "Snigdha", bn: "স্নিগ্ধা"),
        "ac_s": LocalizedName(en: "AC Seat", bn: "এসি সিট"),
        "ac_b": LocalizedName(en: "AC Berth", bn: "এসি বার্থ"),
    ]

    /// The name of a class; the code itself where it has none.
    package static func of(_ code: String) -> LocalizedName {
        names[code.lowercased()] ?? LocalizedName(en: code, bn: code)
    }
}

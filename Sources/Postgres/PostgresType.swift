/// The types of Postgres that have a binary form here, by their fixed numbers (`pg_type.dat`).
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytes: UInt32 = 17
    static let char: UInt32 = 18
    static let name: UInt32 = 19
    static let int64: UInt32 = 20
    static let int16: UInt32 = 21
    static let int32: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let xml: UInt32 = 142
    static let float: UInt32 = 700
    static let double: UInt32 = 701
    static let unknown: UInt32 = 705
    static let int16Array: UInt32 = 1005
    static let int32Array: UInt32 = 1007
    static let textArray: UInt32 = 1009
    static let varcharArray: UInt32 = 1015
    static let int64Array: UInt32 = 1016
    static let paddedText: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let date: UInt32 = 1082
    static let timestamp: UInt32 = 1114
    static let timestampWithZone: UInt32 = 1184
    static let numeric: UInt32 = 1700
    static let uuid: UInt32 = 2950
    static let uuidArray: UInt32 = 2951
    static let jsonBinary: UInt32 = 3802

    /// Types that an extension or a schema made, such as enums, have numbers from here.
    static let firstOwn: UInt32 = 16384

    /// Whether the binary form of a type is its text.
    static func isText(_ type: UInt32) -> Bool {
        switch type {
        case text, varchar, paddedText, name, json, xml, unknown, char: true
        default: type >= firstOwn
        }
    }

    /// What an array of this type holds, where it has a binary form here.
    static func element(of array: UInt32) -> UInt32? {
        switch array {
        case int16Array: int16
        case int32Array: int32
        case int64Array: int64
        case textArray: text
        case varcharArray: varchar
        case uuidArray: uuid
        default: nil
        }
    }

    /// Microseconds from 1970 to 2000, from which Postgres counts.
    static let epoch: Int64 = 946_684_800_000_000
}

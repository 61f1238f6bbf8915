/// A file that pages refer to, under a name that changes with its content, so that browsers may keep it.
struct SiteAsset: Sendable {
    let path: String
    let type: String
    let bytes: [UInt8]

    static let style = SiteAsset(
        "site", "css", type: "text/css; charset=utf-8", bytes: PackageResources.site_css)
    static let script = SiteAsset(
        "site", "js", type: "text/javascript; charset=utf-8", bytes: PackageResources.site_js)
    static let all = [style, script]

    private init(_ name: String, _ ending: String, type: String, bytes: [UInt8]) {
        // FNV-1a (Fowler, Noll, Vo): enough to tell two versions of our own file apart.
        let digest = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        path = "/assets/\(name)-\(String(digest, radix: 36)).\(ending)"
        self.type = type
        self.bytes = bytes
    }
}

/// Says where the elements of a page are not closed in the order in which they were opened.
enum Nesting {
    private static let empty: Set<Substring> = ["meta", "link", "input", "br", "img"]
    /// Elements whose end may be left out; ours never leave it out, but for these two.
    private static let optional: Set<Substring> = ["!doctype"]

    static func fault(in html: String) -> String? {
        var open: [Substring] = []
        for match in html.matches(of: /<(\/?)([a-z0-9!]+)((?:[^>"]|"[^"]*")*)>/) {
            let name = match.2
            if empty.contains(name) || optional.contains(name) { continue }
            if match.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return "</\(name)> closes nothing"
            }
        }
        return open.last.map { "<\($0)> is not closed" }
    }
}

import HTTP

extension Verdict {
    /// Writes the verdict as an object.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", text: name)
        json.member("bound", text: bound)
        json.member("seen", text: seen)
        json.key("holds")
        if let holds { json.bool(holds) } else { json.null() }
        json.endObject()
    }
}

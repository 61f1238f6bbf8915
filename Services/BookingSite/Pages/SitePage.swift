/// A whole page, before it becomes a response.
struct SitePage: Sendable, Equatable {
    /// The HTTP status.
    var status = 200
    /// The document.
    var document: Markup
    /// After how many seconds the browser looks again; nil for never.
    var refresh: Int?
}

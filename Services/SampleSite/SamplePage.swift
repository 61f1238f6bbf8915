/// The fixed pages of the sample site.
enum SamplePage {
    case home
    case slow
    case left
    case missing
    case style
    case health

    /// The page as a response.
    var response: SampleResponse {
        switch self {
        case .home: Self.homeResponse
        case .slow: Self.slowResponse
        case .left: Self.leftResponse
        case .missing: Self.missingResponse
        case .style: SampleResponse(status: "200 OK", type: "text/css", body: Self.css)
        case .health: SampleResponse(status: "200 OK", type: "text/plain", body: "ok\n")
        }
    }

    private static let homeResponse = html(
        "Ticket counter",
        """
        <p>You are inside. In front of this counter stands Sluice: it let you through at the pace that the
        counter can take, and keeps your session while you use it.</p>
        <ul>
        <li><a href="/slow?seconds=3">A slow page</a> takes three seconds, as a busy booking does.</li>
        <li><a href="/whoami">What the gateway says of you</a>: the session behind your visit.</li>
        </ul>
        <form method="post" action="/upload" enctype="multipart/form-data">
        <label for="file">Upload something large</label> <input id="file" type="file" name="file">
        <button>Upload</button></form>
        <form method="post" action="/leave">
        <button class="leave">I am done: give my slot to the next</button></form>
        """)
    private static let slowResponse = html(
        "Slow page", "<p>That took a while, and nobody else waited for it.</p><p><a href=\"/\">Back</a></p>")
    private static let leftResponse = html(
        "Thank you",
        "<p>Your session has ended and its slot is free. <a href=\"/\">Come again</a> (through the line).</p>"
    )
    private static let missingResponse = SampleResponse(
        status: "404 Not Found", type: "text/html; charset=utf-8",
        body: document("Not here", "<p>There is no such page. <a href=\"/\">Back</a></p>"))

    private static func html(_ title: String, _ content: String) -> SampleResponse {
        SampleResponse(status: "200 OK", type: "text/html; charset=utf-8", body: document(title, content))
    }

    private static func document(_ title: String, _ content: String) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>\(title)</title><link rel="stylesheet" href="/assets/site.css"></head>
        <body><main><h1>\(title)</h1>
        \(content)
        </main></body></html>

        """
    }

    private static let css = """
        body { font: 1rem/1.6 system-ui, sans-serif; margin: 0; background: #f4f1ea; color: #222; }
        main { max-width: 38rem; margin: 3rem auto; padding: 2rem; background: #fff; border-radius: .5rem; }
        button { font: inherit; padding: .5rem 1rem; } form { margin: 1.5rem 0; }
        .leave { background: #0b5d3b; color: #fff; border: 0; border-radius: .25rem; }

        """
}

internal import Contracts

/// The pages on which play money is paid: plain HTML in both languages, no scripts but one that sends a
/// form on.
struct HostedPage {
    let language: Language

    /// A page with a choice.
    struct Choice {
        /// Where the form goes.
        var action: String
        /// What is paid, as text with two places.
        var amount: String
        /// Its currency.
        var currency: String
        /// What for.
        var product: String
        /// Whether faults may be chosen.
        var offersFaults: Bool
    }

    /// The page where the customer pays, refuses or gives up.
    func choice(_ page: Choice) -> String {
        let faults = page.offersFaults ? faultBoxes : ""
        let risky = text("Pay with a risky card", "ঝুঁকিপূর্ণ কার্ডে দিন")
        let refused = text("Have it refused", "প্রত্যাখ্যান করান")
        return document(
            text("Payment", "পেমেন্ট"),
            """
            <p class="play">\(text("Play money: nothing is charged.", "খেলনা টাকা: কিছুই কাটা হবে না।"))</p>
            <p>\(Self.escaped(page.product))</p>
            <p class="amount">\(Self.escaped(page.currency)) \(Self.escaped(page.amount))</p>
            <form method="post" action="\(Self.escaped(page.action))">
            <button name="choice" value="pay">\(text("Pay", "টাকা দিন"))</button>
            <button class="plain" name="choice" value="pay_risky">\(risky)</button>
            <button class="plain" name="choice" value="fail">\(refused)</button>
            <button class="plain" name="choice" value="cancel">\(text("Cancel", "বাতিল"))</button>
            \(faults)
            </form>
            """)
    }

    /// The page that sends the customer back to the merchant, by a POST from another site as SSLCommerz does.
    ///
    /// The script is allowed by its nonce alone; without scripts there is the button.
    func wayBack(to address: String, _ form: FormFields, nonce: String) -> String {
        let inputs = form.fields.map {
            "<input type=\"hidden\" name=\"\(Self.escaped($0.name))\" value=\"\(Self.escaped($0.value))\">"
        }.joined(separator: "\n")
        return document(
            text("Back to the shop", "দোকানে ফিরুন"),
            """
            <form id="back" method="post" action="\(Self.escaped(address))">
            \(inputs)
            <button>\(text("Back to the shop", "দোকানে ফিরুন"))</button>
            </form>
            <script nonce="\(Self.escaped(nonce))">document.getElementById("back").submit()</script>
            """)
    }

    /// A page that only says something.
    func message(_ title: String, _ body: String) -> String {
        document(title, "<p>\(Self.escaped(body))</p>")
    }

    /// A text in the page's language.
    func text(_ english: String, _ bangla: String) -> String { language == .bangla ? bangla : english }

    private var faultBoxes: String {
        let boxes = Faults.names.map {
            "<label><input type=\"checkbox\" name=\"fault\" value=\"\($0.name)\"> \($0.name)</label>"
        }.joined(separator: "\n")
        return """
            <fieldset><legend>\(text("What goes wrong with the news of it", "খবরে কী গোলমাল হবে"))</legend>
            \(boxes)
            </fieldset>
            """
    }

    private func document(_ title: String, _ content: String) -> String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(Self.escaped(title))</title>
        <style>
        body { font: 1.05rem/1.6 system-ui, "Noto Sans Bengali", sans-serif; margin: 0; background: #eef1f4;
          color: #1c2733; }
        main { max-width: 26rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border-radius: .5rem; }
        .amount { font-size: 1.8rem; font-weight: 700; }
        .play { background: #fff3cd; padding: .5rem .75rem; border-radius: .25rem; }
        button { display: block; width: 100%; min-height: 3rem; margin: .5rem 0; font: inherit; color: #fff;
          background: #14532d; border: 0; border-radius: .25rem; }
        button.plain { background: #fff; color: #1c2733; border: 1px solid #5b6b7b; }
        button:focus-visible, input:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
        fieldset { margin-top: 1rem; border: 1px solid #b8c2cc; }
        label { display: block; min-height: 1.8rem; }
        </style></head>
        <body><main><h1>\(Self.escaped(title))</h1>
        \(content)
        </main></body></html>

        """
    }

    /// A text within an element or a quoted attribute.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}

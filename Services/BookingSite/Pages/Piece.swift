internal import Contracts

/// Small pieces that several pages share.
enum Piece {
    /// Something that the visitor should read before anything else.
    static func notice(_ text: String?) -> Markup {
        guard let text else { return "" }
        return "<p class=\"notice\" role=\"alert\">\(text)</p>\n"
    }

    /// A labelled text field.
    static func field(
        _ name: String, _ label: String, type: StaticString = "text", value: String = "",
        autocomplete: StaticString = "off", required: Bool = true, maximum: Int = 120
    ) -> Markup {
        """
        <p class="field"><label for="\(name)">\(label)</label>
        <input id="\(name)" name="\(name)" type="\(type)" value="\(value)" maxlength="\(maximum)" \
        autocomplete="\(autocomplete)"\("required", if: required)></p>

        """
    }

    /// A field that the visitor does not see.
    static func hidden(_ name: String, _ value: String) -> Markup {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// A form that is one button.
    static func button(
        _ label: String, action: String, fields: [(String, String)] = [], isMain: Bool = false
    ) -> Markup {
        """
        <form method="post" action="\(action)">\(fields.map { hidden($0.0, $0.1) })\
        <button class="\(isMain ? "main" : "plain")">\(label)</button></form>

        """
    }

    /// Where and when somebody travels.
    static func journey(_ trip: TripSummary, _ words: Words) -> Markup {
        let departs = trip.from.departs.map { words.clock($0) } ?? ""
        let arrives = trip.to.arrives.map { words.clock($0) } ?? ""
        let day = trip.from.departs.map { words.day(Words.day($0)) } ?? words.day(trip.date)
        let length = words.length(from: trip.from.departs, to: trip.to.arrives)
        return """
            <div class="journey"><p class="train">\(words(trip.trainName)) \
            <span class="quiet">\(words(.trainNumber, words.digits(trip.trainNumber)))</span></p>
            <dl><div><dt>\(words(.departs))</dt><dd><b>\(departs)</b> \(words(trip.from.name))</dd></div>
            <div><dt>\(words(.arrives))</dt><dd><b>\(arrives)</b> \(words(trip.to.name))</dd></div></dl>
            <p class="quiet">\(day)\(length.map { " · \($0)" } ?? "")</p></div>

            """
    }

    /// The stations as the options of a choice.
    static func stations(_ stations: [StationModel], chosen: String?, _ words: Words) -> Markup {
        let sorted = stations.sorted { words($0.name) < words($1.name) }
        let options: [Markup] = sorted.map { station in
            """
            <option value="\(station.id)"\("selected", if: station.id == chosen)>\
            \(words(station.name))</option>

            """
        }
        return "<option value=\"\">\(words(.chooseStation))</option>\n\(options)"
    }
}

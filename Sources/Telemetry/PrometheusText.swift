package import Bytes

/// Writes metrics as text in one of Prometheus' two forms.
package struct PrometheusText: ~Copyable {
    private var out: ByteBuffer
    private let format: MetricsFormat
    private var name = ""

    /// A text in a form.
    package init(_ format: MetricsFormat) {
        self.format = format
        out = ByteBuffer(capacity: 8_192)
    }

    /// Begins a family with its help and type; its samples follow at once.
    package mutating func family(_ name: String, _ kind: MetricKind, help: String) {
        self.name = name
        let isCut = format == .openMetrics && kind == .counter && name.hasSuffix("_total")
        let title = isCut ? String(name.dropLast(6)) : name
        out.append("# HELP ")
        out.append(string: title)
        out.append(UInt8(ascii: " "))
        append(help: help)
        out.append("\n# TYPE ")
        out.append(string: title)
        out.append(UInt8(ascii: " "))
        out.append(kind.name)
        out.append(UInt8(ascii: "\n"))
    }

    /// Writes one value of the family; `labels` is escaped already, as `MetricLabel.text` does.
    package mutating func sample(_ suffix: StaticString = "", labels: String = "", value: Double) {
        begin(suffix, labels: labels)
        append(value)
        out.append(UInt8(ascii: "\n"))
    }

    /// Writes one whole value of the family.
    package mutating func sample(_ suffix: StaticString = "", labels: String = "", count: UInt64) {
        begin(suffix, labels: labels)
        out.append(decimal: UInt(count))
        out.append(UInt8(ascii: "\n"))
    }

    /// Writes a histogram: cumulative buckets up to `+Inf`, the sum and the count.
    mutating func histogram(labels: String, bounds: HistogramBounds, counts: [UInt64], sum: Double) {
        var total: UInt64 = 0
        for (index, count) in counts.enumerated() {
            total &+= count
            let end = index < bounds.count ? text(ofBound: bounds[index]) : "+Inf"
            sample(
                "_bucket", labels: labels.isEmpty ? "le=\"\(end)\"" : "\(labels),le=\"\(end)\"", count: total)
        }
        sample("_sum", labels: labels, value: sum)
        sample("_count", labels: labels, count: total)
    }

    /// Ends the text and gives it away.
    package consuming func finish() -> ByteBuffer {
        if format == .openMetrics { out.append("# EOF\n") }
        return out
    }

    private mutating func begin(_ suffix: StaticString, labels: String) {
        out.append(string: name)
        out.append(suffix)
        if !labels.isEmpty {
            out.append(UInt8(ascii: "{"))
            out.append(string: labels)
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: " "))
    }

    private mutating func append(help: String) {
        for byte in help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): out.append("\\\\")
            case UInt8(ascii: "\n"): out.append("\\n")
            default: out.append(byte)
            }
        }
    }

    private mutating func append(_ value: Double) {
        if value.isNaN {
            out.append("NaN")
        } else if value.isInfinite {
            out.append(value > 0 ? "+Inf" : "-Inf")
        } else if let whole = Int(exactly: value), whole.magnitude < 1 << 53 {
            out.append(decimal: whole)
        } else {
            out.append(string: value.description)
        }
    }

    /// OpenMetrics wants `1.0`, the classic form writes `1`.
    private func text(ofBound bound: Double) -> String {
        if format == .prometheus, let whole = Int(exactly: bound) { return String(whole) }
        return bound.description
    }
}

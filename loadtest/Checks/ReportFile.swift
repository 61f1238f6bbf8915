import Bytes
import Glibc
import HTTP

/// Writes a report as a JSON file.
enum ReportFile {
    private static let limit = 1 << 20

    /// Writes the document; false when it is too long or the file cannot be written.
    static func write(to path: String, _ document: (inout JSONWriter) -> Void) -> Bool {
        var bytes = ByteBuffer()
        guard JSONWriter.write(into: &bytes, limit: limit, document) else { return false }
        bytes.append("\n")
        guard let file = fopen(path, "w") else { return false }
        let count = bytes.withUnsafeReadable { fwrite($0.baseAddress, 1, $0.count, file) }
        return fclose(file) == 0 && count == bytes.count
    }
}

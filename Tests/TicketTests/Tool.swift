import Foundation

/// Runs the programs with which the tests read documents back: pdftotext, pdffonts, pdftoppm, zbarimg.
enum Tool {
    /// A folder of a test's own, gone with the test.
    static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sluice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }

    /// What a program on the PATH prints.
    static func run(_ arguments: String...) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// The text of a PDF.
    static func text(ofPDF bytes: [UInt8]) throws -> String {
        try withFolder { folder in
            try write(bytes, to: folder + "/ticket.pdf")
            return try run("pdftotext", "-layout", folder + "/ticket.pdf", "-")
        }
    }

    /// The texts of the QR symbols on the pages of a PDF, drawn at 150 dots an inch.
    static func symbols(inPDF bytes: [UInt8]) throws -> [String] {
        try withFolder { folder in
            try write(bytes, to: folder + "/ticket.pdf")
            _ = try run("pdftoppm", "-r", "150", "-png", folder + "/ticket.pdf", folder + "/page")
            let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(".png")
            }
            return try pages.sorted().flatMap { try symbols(inImage: folder + "/" + $0) }
        }
    }

    /// The texts of the QR symbols in an image.
    static func symbols(inPNG bytes: [UInt8]) throws -> [String] {
        try withFolder { folder in
            try write(bytes, to: folder + "/ticket.png")
            return try symbols(inImage: folder + "/ticket.png")
        }
    }

    private static func symbols(inImage path: String) throws -> [String] {
        try run("zbarimg", "--quiet", "--raw", path).split(separator: "\n").map(String.init)
    }
}

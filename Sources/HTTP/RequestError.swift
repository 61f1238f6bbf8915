/// Why a request head or its framing was refused; the connection closes after the answer.
package enum RequestError: Error, Sendable, CaseIterable {
    /// The request line (RFC 9112 section 3).
    case badMethod, badTarget, badVersion, badLine
    /// Lines and fields (RFC 9112 sections 2.2 and 5).
    case bareLineFeed, bareCarriageReturn, foldedField, badFieldName, spaceBeforeColon, controlInValue
    /// The host (RFC 9112 section 3.2).
    case missingHost, severalHosts, badHost, hostMismatch
    /// The framing of the body (RFC 9112 section 6).
    case badContentLength, repeatedContentLength, lengthAndTransferEncoding, badTransferEncoding,
        transferEncodingOnOldVersion
    /// Our limits (`HTTPLimits`).
    case lineTooLong, headTooLarge, tooManyFields
    /// What we do not speak.
    case unknownTransferCoding, unsupportedVersion, unknownExpectation

    /// The status of the answer.
    package var status: Int {
        switch self {
        case .lineTooLong: 414
        case .unknownExpectation: 417
        case .headTooLarge, .tooManyFields: 431
        case .unknownTransferCoding: 501
        case .unsupportedVersion: 505
        default: 400
        }
    }

    /// What was wrong, as the detail of the problem document; it never repeats what was sent.
    package var reason: StaticString {
        switch self {
        case .badMethod: "The method is not a token."
        case .badTarget: "The request target has characters or a form that the method does not allow."
        case .badVersion: "The request line does not end with an HTTP version."
        case .badLine: "The request line is malformed."
        case .bareLineFeed: "A line ends with a line feed that no carriage return precedes."
        case .bareCarriageReturn: "A carriage return stands outside a line end."
        case .foldedField: "A field value is folded over several lines."
        case .badFieldName: "A field name is empty or not a token."
        case .spaceBeforeColon: "There is a space before the colon of a field."
        case .controlInValue: "A field value has a control character."
        case .missingHost: "The Host field is missing."
        case .severalHosts: "There are several Host fields."
        case .badHost: "The Host field is not a host with an optional port."
        case .hostMismatch: "The target's authority and the Host field differ."
        case .badContentLength: "The Content-Length is not a plain decimal number that fits."
        case .repeatedContentLength: "There are several Content-Length fields."
        case .lengthAndTransferEncoding: "There are both a Content-Length and a Transfer-Encoding."
        case .badTransferEncoding: "The Transfer-Encoding does not end in exactly one chunked coding."
        case .transferEncodingOnOldVersion: "HTTP/1.0 has no Transfer-Encoding."
        case .lineTooLong: "The request line is too long."
        case .headTooLarge: "The head is too large."
        case .tooManyFields: "There are too many fields."
        case .unknownTransferCoding: "Only the chunked transfer coding is known here."
        case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .unknownExpectation: "Only the expectation 100-continue is known here."
        }
    }
}

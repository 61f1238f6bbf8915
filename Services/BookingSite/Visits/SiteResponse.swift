internal import Contracts
internal import HTTP
internal import ServiceKit

/// Pages as responses, with the fields that keep browsers from doing more than the pages say.
enum SiteResponse {
    /// What a page may load and where its forms may go: this site alone, and pictures that are in the page.
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func page(_ page: SitePage, _ language: Language) -> ServiceResponse {
        var response = ServiceResponse.html(page.document.html, status: page.status)
        response.set("Content-Security-Policy", policy)
        response.set("Content-Language", language.rawValue)
        response.set("Referrer-Policy", "same-origin")
        response.set("X-Frame-Options", "DENY")
        if let refresh = page.refresh { response.set("Refresh", "\(refresh)") }
        return response
    }

    /// A refused request as a page; who has to log in is sent there.
    static func error(_ error: ServiceError, _ refused: RefusedRequest) -> ServiceResponse {
        if error.status == 401, error.code == "unauthorized" {
            let back = refused.isSafe ? refused.target : error.cause
            let address = SiteAddress.query(
                SiteAddress.login, [("return", SiteAddress.wayBack(back))])
            return .redirect(to: address)
        }
        let words = Words(refused.language)
        let frame = PageFrame(
            words: words, address: SiteAddress.home, isLoggedIn: refused.showsUserToken)
        var message = message(error, words)
        if refused.isSafe, message.label == .tryAgain { message.link = SiteAddress.wayBack(refused.target) }
        var response = page(message.page(frame), refused.language)
        if let seconds = error.problem.retryAfterSeconds { response.set("Retry-After", "\(seconds)") }
        return response
    }

    private static func message(_ error: ServiceError, _ words: Words) -> MessagePage {
        let status = error.status
        if ["admission_required", "admission_expired"].contains(error.code) {
            return MessagePage(title: .admissionTitle, text: .admissionText, status: status)
        }
        if let phrase = Phrase.refusal(error.code) {
            return MessagePage(
                title: .wrongTitle, text: phrase, status: status,
                label: status == 429 ? .tryAgain : .toFirstPage)
        }
        switch status {
        case 405: return MessagePage(title: .wrongTitle, text: .methodText, status: status)
        case 404: return MessagePage(title: .missingTitle, text: .missingText, status: status)
        case 403: return MessagePage(title: .forbiddenTitle, text: .missingText, status: status)
        case 502...504:
            return MessagePage(title: .busyTitle, text: .busyText, status: status, label: .tryAgain)
        case 500...: return MessagePage(title: .failedTitle, text: .failedText, status: status)
        default:
            let detail = words.language == .english ? error.sentence(words) : nil
            return MessagePage(title: .wrongTitle, text: .wrongText, detail: detail, status: status)
        }
    }
}

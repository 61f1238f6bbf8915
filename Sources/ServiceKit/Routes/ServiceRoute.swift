internal import HTTP

/// One route: which requests it takes, what it asks of them, and who answers.
final class ServiceRoute {
    let method: Method
    let template: RouteTemplate
    let needs: [Requirement]
    /// The most bytes of a body.
    let bodyLimit: Int
    let answer: Answer
    /// Its place in the metrics.
    var index = 0

    /// Who answers.
    enum Answer {
        /// A function that may wait, perhaps after one that may know the answer at once.
        case handler(ServiceRouter.Handler, immediate: ServiceRouter.ImmediateHandler?)
        /// A stream of events.
        case events(ServiceRouter.EventHandler)
    }

    init(_ method: Method, _ template: String, needs: [Requirement], bodyLimit: Int, answer: Answer) {
        self.method = method
        self.template = RouteTemplate(template)
        self.needs = needs
        self.bodyLimit = bodyLimit
        self.answer = answer
    }
}

internal import Contracts
internal import HTTP
internal import ServiceKit

/// The site's routes on one loop: each reads what it needs from the services and answers with a page.
final class SiteDesk {
    let services: SiteServices
    let context: ServiceContext
    private let stationList: StationMemory
    /// What the pages of a login need: nothing where a room asks who somebody is before it gives a place
    /// (`identity: account`), else to be inside like every other page.
    private let loginNeeds: [Requirement]

    init(_ services: SiteServices, _ context: ServiceContext, loginComesFirst: Bool) {
        self.services = services
        self.context = context
        loginNeeds = loginComesFirst ? [] : [.admission]
        stationList = StationMemory()
    }

    /// Registers every route.
    func register(_ router: ServiceRouter) {
        registerAssets(router)
        registerTravel(router)
        registerOrders(router)
        registerAccount(router)
        router.get(SiteAddress.language, needs: loginNeeds) {
            [self] (request, _) async throws(ServiceError) in chooseLanguage(request)
        }
        action(router, SiteAddress.done) { visit async throws(ServiceError) in
            let page = MessagePage(title: .doneTitle, text: .doneText, status: 200)
            var response = visit.answer(page.page(visit.frame))
            response.endAdmission()
            return response
        }
    }

    /// Registers a page; a login that has run out is renewed first.
    func page(
        _ router: ServiceRouter, _ template: String,
        isLogin: Bool = false, _ make: @escaping (Visit) async throws(ServiceError) -> ServiceResponse
    ) {
        router.get(template, needs: (isLogin ? loginNeeds : [.admission]) + [.optionalUser]) {
            [self] (request, _) async throws(ServiceError) in
            if let renewed = await renewal(request) { return renewed }
            return try await make(Visit(request))
        }
    }

    /// Registers what a form does; it must come from a page of ours.
    func action(
        _ router: ServiceRouter, _ template: String,
        isLogin: Bool = false, _ make: @escaping (Visit) async throws(ServiceError) -> ServiceResponse
    ) {
        router.post(template, needs: (isLogin ? loginNeeds : [.admission]) + [.optionalUser, .sameOrigin]) {
            (request, _) async throws(ServiceError) in
            try await make(Visit(request))
        }
    }

    /// All stations, asked for once a minute.
    func stations(_ request: ServiceRequest) async throws(ServiceError) -> [StationModel] {
        if let known = stationList.current(context.now) { return known }
        let stations = try await services.stations(request)
        stationList.keep(stations, context.now)
        return stations
    }

    private func registerAssets(_ router: ServiceRouter) {
        for asset in SiteAsset.all {
            let response = ServiceResponse.bytes(asset.bytes, type: asset.type)
                .cached("public, max-age=31536000, immutable")
            router.get(asset.path, immediate: { _, _ in response }) { (_, _) async throws(ServiceError) in
                response
            }
        }
    }

    private func chooseLanguage(_ request: ServiceRequest) -> ServiceResponse {
        let wanted = Language(rawValue: request[parameter: "code"]) ?? .english
        let back = SiteAddress.wayBack((try? request.query("return")) ?? nil)
        return .redirect(to: back).with(
            "Set-Cookie", "sluice-lang=\(wanted.rawValue); Path=/; Max-Age=31536000; SameSite=Lax")
    }
}

/// What the audit knows of; the names stand in the table.
enum AuditEvent: String, Sendable {
    case registered
    case loggedIn = "logged_in"
    case loginFailed = "login_failed"
    case loggedOut = "logged_out"
    case refreshReused = "refresh_reused"
    case passwordChanged = "password_changed"
    case contactAdded = "contact_added"
    case rolesChanged = "roles_changed"
    case secondFactorOn = "second_factor_on"
    case secondFactorOff = "second_factor_off"
    case secondFactorFailed = "second_factor_failed"
}

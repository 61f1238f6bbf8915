import Booking
import Events
import Identity
import Payment
import Postgres
import Ticket

/// The schema of the whole installation: what each service keeps, in the order in which it is made.
enum Schema {
    /// The steps of all services; the roles come first, then what several services use.
    static var migrations: [Migration] {
        Migrations.roles + EventMigrations.all + IdentityMigrations.all + BookingMigrations.all
            + CatalogueMigrations.all + PaymentMigrations.all + TicketMigrations.all
    }
}

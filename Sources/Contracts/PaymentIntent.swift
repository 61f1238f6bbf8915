/// One payment as clients see it, in the shape of Stripe's payment intents; amounts are in minor units.
package struct PaymentIntent: Sendable, Codable, Equatable {
    /// What the customer has to do next.
    package struct NextAction: Sendable, Codable, Equatable {
        /// Where to go.
        package struct Redirect: Sendable, Codable, Equatable {
            /// The hosted page's address.
            package var url: String

            /// A redirect to an address.
            package init(url: String) {
                self.url = url
            }
        }

        /// Always `redirect_to_url`.
        package var type: String
        /// Where to go.
        package var redirectToUrl: Redirect

        /// A visit to a hosted page.
        package init(url: String) {
            type = "redirect_to_url"
            redirectToUrl = Redirect(url: url)
        }
    }

    /// Why the last try to pay failed.
    package struct Mistake: Sendable, Codable, Equatable {
        /// A word for programs.
        package var code: String

        /// A mistake with its word.
        package init(code: String) {
            self.code = code
        }
    }

    /// The payment's id.
    package var id: String
    /// Always `payment_intent`.
    package var object: String
    /// `requires_action`, `processing`, `succeeded`, `requires_payment_method` or `canceled`.
    package var status: String
    /// What is asked.
    package var amount: Int64
    /// What has come.
    package var amountReceived: Int64
    /// What was given back of it, or is on its way.
    package var amountRefunded: Int64
    /// Three capital letters.
    package var currency: String
    /// The order that is paid.
    package var order: String
    /// Who takes the money.
    package var provider: String
    /// What the customer has to do; absent when there is nothing.
    package var nextAction: NextAction?
    /// Why the last try failed; absent when none did.
    package var lastPaymentError: Mistake?
    /// When it was begun, in seconds since 1970.
    package var created: Int64
    /// Whether real money moves.
    package var livemode: Bool

    /// A payment that was just begun.
    package init(
        id: String, status: String, amount: Int64, currency: String, order: String, provider: String,
        created: Int64
    ) {
        self.id = id
        object = "payment_intent"
        self.status = status
        self.amount = amount
        amountReceived = 0
        amountRefunded = 0
        self.currency = currency
        self.order = order
        self.provider = provider
        self.created = created
        livemode = false
    }
}

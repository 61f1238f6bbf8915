/// A payment, in the shape that clients of card processors know.
package struct PaymentIntent: Sendable, Codable, Hashable {
    /// What the customer has to do.
    package struct NextAction: Sendable, Codable, Hashable {
        /// Where the customer goes.
        package struct Redirect: Sendable, Codable, Hashable {
            /// The provider's page.
            package var url: String

            /// A value of its parts.
            package init(url: String) {
                self.url = url
            }
        }

        /// Always `redirect_to_url`.
        package var type: String
        /// Where to go.
        package var redirectToUrl: Redirect

        /// A value of its parts.
        package init(type: String = "redirect_to_url", redirectToUrl: Redirect) {
            self.type = type
            self.redirectToUrl = redirectToUrl
        }
    }

    /// Why an attempt failed.
    package struct PaymentFailure: Sendable, Codable, Hashable {
        /// A word for programs.
        package var code: String
        /// A sentence for people.
        package var message: String

        /// A value of its parts.
        package init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

    /// The payment.
    package var id: String
    /// Always `payment_intent`.
    package var object: String
    /// In minor units (paisa).
    package var amount: Int64
    /// What was captured.
    package var amountReceived: Int64
    /// What was given back.
    package var amountRefunded: Int64
    /// Always `bdt`.
    package var currency: String
    /// `requires_action`, `processing`, `succeeded`, `requires_payment_method` or `canceled`.
    package var status: String
    /// The order.
    package var order: String
    /// Who takes the money.
    package var provider: String
    /// What the customer has to do.
    package var nextAction: NextAction?
    /// Why the last attempt failed.
    package var lastPaymentError: PaymentFailure?
    /// Seconds since 1970.
    package var created: Int64

    /// A value of its parts.
    package init(
        id: String, object: String = "payment_intent", amount: Int64, amountReceived: Int64 = 0,
        amountRefunded: Int64 = 0, currency: String = "bdt", status: String, order: String,
        provider: String, nextAction: NextAction? = nil, lastPaymentError: PaymentFailure? = nil,
        created: Int64
    ) {
        self.id = id
        self.object = object
        self.amount = amount
        self.amountReceived = amountReceived
        self.amountRefunded = amountRefunded
        self.currency = currency
        self.status = status
        self.order = order
        self.provider = provider
        self.nextAction = nextAction
        self.lastPaymentError = lastPaymentError
        self.created = created
    }
}

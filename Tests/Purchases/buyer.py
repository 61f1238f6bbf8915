"""One purchase from search to payment, as a careful client makes it, and how its order ended."""

import html
import random
import re
import time
import urllib.parse
import uuid

from client import GaveUp

PAIRS = [("DHA", "CTG"), ("CTG", "DHA"), ("DHA", "SYL"), ("DHA", "RJS"), ("DHA", "KHL")]
NAMES = ["Rahima Khatun", "করিম উদ্দিন", "Shirin Akter", "মোহাম্মদ আলী"]


class Purchase:
    """A purchase by one client: `buy` to the payment, then `look` until it says how the order ended."""

    def __init__(self, client, account, chance, faults):
        self.client = client
        self.account = account
        self.chance = chance
        self.faults = faults
        self.order = None
        self.seats = 0
        # What the buyer did at the bank, for the tally: `pay`, `fail` or `cancel`.
        self.choice = None
        self.wants_refund = False
        self.due = 0.0
        self.began = time.monotonic()

    def buy(self):
        """Holds, orders and pays; answers why there is no order, or None when there is one."""
        client, chance = self.client, self.chance
        trip, seats, start, end = self.choose()
        hold = client.write("/api/holds", {"trip": trip, "from": start, "to": end, "seats": seats})
        client.places_at_hold = client.places
        if chance.random() < 0.06:
            # Who thinks again: the hold is left to its time, or given back.
            if chance.random() < 0.5:
                client.call("DELETE", f"/api/holds/{hold['id']}", key=str(uuid.uuid4()))
            return "left it"
        order = client.write(
            "/api/orders",
            {
                "hold": hold["id"],
                "passengers": [{"seat": seat, "name": chance.choice(NAMES)} for seat in hold["seats"]],
                "contact": {"email": self.account["email"], "language": chance.choice(["en", "bn"])},
            },
        )
        self.order, self.seats = order["id"], len(hold["seats"])
        self.choice = chance.choices(["pay", "fail", "cancel"], [0.9, 0.05, 0.05])[0]
        self.wants_refund = chance.random() < 0.1
        self.pay(self.choice)
        if self.choice != "pay" and chance.random() < 0.7:
            # The card was declined, or the wrong button pressed: the same order is paid once more.
            self.choice = "pay"
            self.pay("pay")
        return None

    def choose(self):
        """A trip with free seats and one to three of them, often the first: hot seats make races."""
        client = self.client
        for _ in range(20):
            start, end = self.chance.choice(PAIRS)
            date = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * self.chance.randint(1, 5)))
            query = urllib.parse.urlencode({"from": start, "to": end, "date": date})
            trips = client.call("GET", f"/api/trips?{query}")["trips"]
            trips = [trip for trip in trips if any(kind["free"] > 0 for kind in trip["classes"])]
            if not trips:
                continue
            trip = self.chance.choice(trips)["id"]
            seats = client.call("GET", f"/api/trips/{trip}/seats?from={start}&to={end}")
            free = [
                f"{coach['label']}-{number}"
                for coach in seats["coaches"]
                for number in range(1, coach["seats"] + 1)
                if number not in coach["taken"]
            ]
            if not free:
                continue
            count = min(len(free), self.chance.choice([1, 1, 2, 3]))
            first = 0 if self.chance.random() < 0.3 else self.chance.randrange(len(free) - count + 1)
            return trip, free[first : first + count], start, end
        raise GaveUp("no trip with seats")

    def pay(self, choice):
        """Begins a payment and decides at the provider's page; what goes wrong with its news is chance."""
        provider = self.chance.choices(["mock", "sslcommerz"], [0.7, 0.3])[0]
        intent = self.client.write("/api/payments", {"order": self.order, "provider": provider})
        page = self.path(intent["next_action"]["redirect_to_url"]["url"])
        if provider == "sslcommerz":
            # The way to the provider's page is opened when the customer goes there.
            _, headers, _ = self.client.answer("GET", page, wanted=(200, 302, 303))
            page = self.path(headers.get("Location") or page)
        names = [fault for fault in self.faults if self.chance.random() < 0.2]
        content = self.post(page, [("choice", choice), *(("fault", name) for name in names)])
        if provider == "sslcommerz" and self.chance.random() < 0.5:
            # The browser goes back to the shop; the other half of them was closed before.
            text = content.decode() if isinstance(content, bytes) else ""
            action = re.search(r'action="([^"]*)"', text)
            fields = re.findall(r'name="([^"]*)" value="([^"]*)"', text)
            if action and fields:
                form = [(html.unescape(name), html.unescape(value)) for name, value in fields]
                self.post(self.path(html.unescape(action[1])), form)

    @staticmethod
    def path(address):
        parts = urllib.parse.urlsplit(address)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def post(self, path, pairs):
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{self.client.address[0]}:{self.client.address[1]}",
        }
        form = urllib.parse.urlencode(pairs).encode()
        return self.client.call("POST", path, form, headers, wanted=(200, 302, 303))

    def look(self):
        """How the order ended, or None while it has not; to be asked again at `due`."""
        self.due = time.monotonic() + random.uniform(1.0, 2.0)
        answer = self.client.call("GET", f"/api/orders/{self.order}")
        status = answer["status"]
        if status == "confirmed" and answer["tickets"]:
            if self.wants_refund:
                self.client.call("POST", f"/api/orders/{self.order}/cancel", {}, key=str(uuid.uuid4()))
                return "sold, then cancelled"
            return "sold"
        if status in ("failed", "cancelled"):
            return f"order {status}"
        # An order that lapsed may still be sold by late money, where there is some.
        if status == "lapsed" and self.choice != "pay":
            return "not paid, lapsed"
        return None

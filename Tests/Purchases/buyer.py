"""One purchase from search to ticket, as a careful client makes it."""

import random
import time
import urllib.parse
import uuid

from client import GaveUp, Refused

PAIRS = [("DHA", "CTG"), ("CTG", "DHA"), ("DHA", "SYL"), ("DHA", "RJS"), ("DHA", "KHL")]
NAMES = ["Rahima Khatun", "করিম উদ্দিন", "Shirin Akter", "মোহাম্মদ আলী"]


class Purchase:
    """What became of it: `sold`, or the code of the refusal that a client can do nothing about."""

    def __init__(self, client, account, chance, faults):
        self.client = client
        self.account = account
        self.chance = chance
        self.faults = faults

    def run(self):
        try:
            return self.buy()
        except Refused as refusal:
            return refusal.code or f"status {refusal.status}"
        except GaveUp:
            return "gave up"

    def buy(self):
        client = self.client
        trip, seats, start, end = self.choose()
        hold = client.write(
            "/api/holds", {"trip": trip, "from": start, "to": end, "seats": seats}
        )
        if self.chance.random() < 0.1:
            # Who thinks again: the hold is left to its time, or given back.
            if self.chance.random() < 0.5:
                client.call("DELETE", f"/api/holds/{hold['id']}", key=str(uuid.uuid4()))
            return "left it"
        order = client.write(
            "/api/orders",
            {
                "hold": hold["id"],
                "passengers": [{"seat": seat, "name": self.chance.choice(NAMES)} for seat in hold["seats"]],
                "contact": {"email": self.account["email"], "language": self.chance.choice(["en", "bn"])},
            },
        )
        intent = client.write("/api/payments", {"order": order["id"], "provider": "mock"})
        self.pay(intent["next_action"]["redirect_to_url"]["url"])
        return self.wait_for(order["id"])

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

    def pay(self, page):
        """Presses Pay at the provider's page, with the faults of its news drawn by chance."""
        path = urllib.parse.urlsplit(page).path
        names = [fault for fault in self.faults if self.chance.random() < 0.2]
        choice = self.chance.choices(["pay", "fail", "cancel"], [0.9, 0.05, 0.05])[0]
        form = urllib.parse.urlencode([("choice", choice), *(("fault", name) for name in names)]).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{self.client.address[0]}:{self.client.address[1]}",
        }
        self.client.call("POST", path, form, headers, wanted=(200, 302, 303))

    def wait_for(self, order):
        until = time.monotonic() + self.client.patience
        status = "pending"
        while time.monotonic() < until:
            answer = self.client.call("GET", f"/api/orders/{order}")
            status = answer["status"]
            if status == "confirmed" and answer["tickets"]:
                if self.chance.random() < 0.1:
                    self.client.call("POST", f"/api/orders/{order}/cancel", {}, key=str(uuid.uuid4()))
                    return "cancelled again"
                return "sold"
            if status in ("failed", "cancelled", "lapsed"):
                return f"order {status}"
            time.sleep(0.3)
        return f"order still {status}"

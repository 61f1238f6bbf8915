"""A whole system for the tests of the contract, and the people who use it."""

import itertools
import pathlib
import re
import subprocess
import sys
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Purchases"))

from client import Client  # noqa: E402
from system import System  # noqa: E402
from wire import Wire  # noqa: E402

SETTINGS = """rooms:
  - name: demo
    match: [{path: /**}]
    except:
      - {path: /assets/**}
      - {path: /pay/**}
      - {path: /api/payments/webhooks/**}
      - {path: /api/payments/return/**}
      - {path: /api/identity/jwks.json}
      - {path: /api/tokens/refresh}
      - {path: /api/tickets/keys}
      - {path: /api/tickets/revocations}
      - {path: /api/tickets/*/redeem}
    upstream: site
    rate: 500
    capacity: 1000
  - {name: line, match: [{path: /line/**}], upstream: site, mode: always, rate: 50, capacity: 100}
"""
KEYS = {"identity": "password_memory: 1MiB", "booking": "sale_days: 3", "payment": "reconcile: 1s"}
PASSWORD = "a long password 7"


def key():
    return str(uuid.uuid4())


class Shop(System):
    """A `sluice up` with cheap passwords, few days on sale and a quick look at payments."""

    ROLES = ["gateway", "site", *System.SERVICES]

    def __init__(self, binary):
        super().__init__(binary, SETTINGS, KEYS)
        self.journal = []
        self.wire = Wire(self.base, self.journal)
        self.numbers = itertools.count(1)
        self.trips = {}

    def port(self, role, ops=False):
        return self.ports[2 * self.ROLES.index(role) + (1 if ops else 0)]

    def ops(self, role, journal=None):
        """The ops listener of a role; what it answers goes into a journal of its own."""
        return Wire(f"http://127.0.0.1:{self.port(role, ops=True)}", [] if journal is None else journal)

    def routes(self, role):
        """What a role says that it serves: a list of {method, path, needs}."""
        return self.ops(role).send("GET", "/v1/routes").json["routes"]

    def sql(self, text):
        """The answer of a query as psql prints it, without decoration."""
        command = ["psql", "-h", str(self.data / "postgres"), "-U", "sluice", "-d", "sluice", "-Atqc", text]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def person(self, contact=None, password=PASSWORD):
        """Somebody inside, with an account of their own and logged in."""
        number = next(self.numbers)
        mail = contact or f"person{number}@contract.example"
        person = Person(self)
        if contact is None:
            body = {"email": mail, "password": password, "name": f"Person {number}"}
            begun = person.send("POST", "/api/accounts", body, key=key()).json
            person.send("POST", "/api/otp/verify", {"id": begun["code"]["id"], "code": self.code(mail)})
        person.log_in(mail, password)
        return person

    def role(self, name):
        """One of the demonstration's people: passenger, operator or inspector."""
        account = self.demo()[name]
        return self.person(account["email"], account["password"])

    def free_seats(self, person, ahead=2, pair=("DHA", "CTG")):
        """A trip, its stations, and an iterator over its free seats; the same one for all who ask."""
        if (ahead, pair) not in self.trips:
            date = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * ahead))
            query = f"from={pair[0]}&to={pair[1]}"
            until = time.monotonic() + 30
            trips = []
            while not trips and time.monotonic() < until:
                trips = person.send("GET", f"/api/trips?{query}&date={date}").json["trips"]
            trip = trips[0]["id"]
            coaches = person.send("GET", f"/api/trips/{trip}/seats?{query}").json["coaches"]
            seats = [
                f"{coach['label']}-{number}"
                for coach in coaches
                for number in range(1, coach["seats"] + 1)
                if number not in coach["taken"]
            ]
            self.trips[ahead, pair] = trip, iter(seats), trips[0]
        return self.trips[ahead, pair]


class Person:
    """Somebody with an admission and a login, and what such a one does on the way to another test."""

    def __init__(self, shop):
        self.shop = shop
        self.client = Client(shop.base)
        self.login = {}
        self.mail = None
        self.enter()

    def enter(self):
        """Nobody waits, so the first request goes straight in and has the cookies; else the line."""
        reply = self.shop.wire.send("GET", "/api/stations", None, {})
        found = dict(re.findall(r"sluice-([aq])-demo=([^;,]+)", reply.fields.get("set-cookie", "")))
        if reply.status == 200 and found.keys() == {"a", "q"}:
            self.client.token, self.client.slip = found["a"], found["q"]
        else:
            self.client.enter()

    def fields(self, key=None):
        fields = {"Sluice-Admission": self.client.token}
        if self.login:
            fields["Authorization"] = f"Bearer {self.login['access_token']}"
        if key:
            fields["Idempotency-Key"] = f'"{key}"'
        return fields

    def send(self, method, path, body=None, key=None, wanted=(200, 201, 202, 204)):
        reply = self.shop.wire.send(method, path, body, self.fields(key))
        assert reply.status in wanted, f"{method} {path}: {reply}"
        return reply

    def log_in(self, mail, password):
        self.mail = mail
        self.login = self.send("POST", "/api/sessions", {"login": mail, "password": password}).json

    @property
    def account(self):
        return self.login["account"]["id"]

    # On the way to a ticket.

    def wish(self, ahead=2, count=1):
        trip, seats, _ = self.shop.free_seats(self, ahead)
        return {"trip": trip, "from": "DHA", "to": "CTG", "seats": [next(seats) for _ in range(count)]}

    def hold(self, ahead=2, count=1):
        return self.send("POST", "/api/holds", self.wish(ahead, count), key=key()).json

    def order_wish(self, hold, name="Rahima Khatun"):
        return {
            "hold": hold["id"],
            "passengers": [{"seat": seat, "name": name} for seat in hold["seats"]],
            "contact": {"email": self.mail, "language": "en"},
        }

    def order(self, ahead=2, count=1):
        wish = self.order_wish(self.hold(ahead, count))
        return self.send("POST", "/api/orders", wish, key=key()).json

    def payment(self, order, provider="mock"):
        wish = {"order": order["id"], "provider": provider}
        return self.send("POST", "/api/payments", wish, key=key()).json

    def choose(self, page, choice="pay", times=1, fault=None):
        """Presses a button of a hosted page, several times at once; gives all answers."""
        form = f"choice={choice}" + (f"&fault={fault}" if fault else "")
        fields = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.shop.base}
        return self.shop.wire.at_once(times, "POST", page, form.encode(), fields)

    def ticketed(self, ahead=2, count=1):
        """An order that is paid, with its tickets there."""
        order = self.order(ahead, count)
        payment = self.payment(order)
        self.choose(f"/pay/{payment['id']}")
        order = self.until(f"/api/orders/{order['id']}", lambda order: order["tickets"])
        for ticket in order["tickets"]:
            self.until(f"/api/tickets/{ticket}", lambda ticket: ticket.get("code"))
        return order, payment

    def until(self, path, holds, within=30):
        """Asks for a document until something is true of it."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            reply = self.send("GET", path, wanted=(200, 404))
            if reply.status == 200 and holds(reply.json):
                return reply.json
            time.sleep(0.05)
        raise AssertionError(f"{path}: {reply}")

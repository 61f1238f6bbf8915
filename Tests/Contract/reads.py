"""Every route that reads, once, with the answers that a client meets: the journal is checked afterwards."""

import http.client

from shop import key


def catalogue(shop):
    person = shop.person()
    trip, _, _ = shop.free_seats(person)
    query = "from=DHA&to=CTG"
    tagged = [
        "/api/stations",
        f"/api/trips/{trip}",
        f"/api/trips/{trip}/seats?{query}",
        "/api/tickets/keys",
        "/api/tickets/revocations",
    ]
    for path in tagged:
        tag = person.send("GET", path).fields["etag"]
        again = shop.wire.send("GET", path, None, {**person.fields(), "If-None-Match": tag})
        assert again.status in (200, 304), again
    person.send("GET", f"/api/trips/{trip}/seats/suggestions?{query}&count=2")
    for path in ["/api/trips?from=DHA", f"/api/trips/{trip}/seats", "/api/tickets/revocations?since=x"]:
        person.send("GET", path, wanted=(400,))
    for path in ["/api/trips/none", f"/api/holds/{key()}", f"/api/orders/{key()}", f"/api/tickets/{key()}"]:
        person.send("GET", path, wanted=(404,))
    stream(shop, f"/api/trips/{trip}/seats/events", person.fields())


def stream(shop, path, fields):
    """The head of a stream of events; what comes in it the services' own tests look at."""
    connection = http.client.HTTPConnection(*shop.wire.address, timeout=20)
    try:
        connection.request("GET", path, headers={"Accept": "text/event-stream", **fields})
        answer = connection.getresponse()
        assert answer.status == 200, answer.status
        names = {name.lower(): value for name, value in answer.getheaders()}
        shop.journal.append(("GET", path, None, None, type("Head", (), {
            "status": 200, "fields": names, "body": b"", "code": None})))
    finally:
        connection.close()


def account(shop):
    person = shop.person()
    person.send("GET", "/api/accounts/me")
    person.send("GET", "/api/identity/jwks.json")
    alone = {"Sluice-Admission": person.client.token}
    assert shop.wire.send("GET", "/api/accounts/me", None, alone).code == "unauthorized"
    wrong = {"login": person.mail, "password": "not the password"}
    assert shop.wire.send("POST", "/api/sessions", wrong, alone).code == "invalid_credentials"
    short = {"email": f"{key()}@contract.example", "password": "x"}
    fields = person.fields(key())
    assert shop.wire.send("POST", "/api/accounts", short, fields).code == "password_unusable"
    fields["Content-Type"] = "text/plain"
    assert shop.wire.send("POST", "/api/accounts", b"{", fields).code == "unsupported_media_type"


def purchase(shop):
    person = shop.person()
    order, payment = person.ticketed()
    other = shop.person()
    ticket = order["tickets"][0]
    for path in [f"/api/orders/{order['id']}", f"/api/payments/{payment['id']}", f"/api/tickets/{ticket}"]:
        person.send("GET", path)
        assert other.send("GET", path, wanted=(404,)).code == "not_found"
    person.send("GET", "/api/orders")
    person.send("GET", "/api/waitlist")
    person.send("GET", f"/api/payments/{payment['id']}/refunds")
    assert person.send("GET", f"/api/tickets/{ticket}.pdf").body.startswith(b"%PDF")
    assert person.send("GET", f"/api/tickets/{ticket}.png").body.startswith(b"\x89PNG")
    refused = person.send("POST", f"/api/payments/{payment['id']}/refunds", {}, key=key(), wanted=(403,))
    assert refused.code == "forbidden"
    wish = person.wish()
    person.send("POST", "/api/holds", wish, key=key())
    taken = other.send("POST", "/api/holds", wish, key=key(), wanted=(409,))
    assert taken.code == "seat_taken" and taken.json["errors"][0]["pointer"] == "#/seats/0", taken
    hold = f"/api/holds/{order['hold']}"
    assert person.send("DELETE", hold, wanted=(409,)).code == "hold_sold"
    order_wish = {"hold": order["hold"], "passengers": [], "contact": {"language": "en"}}
    assert person.send("POST", "/api/orders", order_wish, key=key(), wanted=(422,)).code == "unprocessable"
    unpaid = other.order()
    later = other.payment(unpaid, "sslcommerz")
    there = shop.wire.send("GET", f"/pay/{later['id']}").fields["location"]
    shop.wire.send("GET", there.removeprefix(shop.base))
    shop.wire.send("GET", f"/pay/{other.payment(unpaid)['id']}")
    back = "/api/payments/return/mock?tran_id=none"
    assert shop.wire.send("GET", back).status == 303


def line(shop):
    room = "/_sluice/v1/rooms/line"
    slip = {"Sluice-Slip": shop.wire.send("POST", f"{room}/places").json["slip"]}
    for path in [room, f"{room}/place", "/_sluice/rooms/line", "/.well-known/jwks.json"]:
        assert shop.wire.send("GET", path, None, {**slip, "Accept": "*/*"}).status == 200, path
    assert shop.wire.send("GET", f"{room}/place").code == "slip_required"
    assert shop.wire.send("GET", f"{room}/place", None, {"Sluice-Slip": "x"}).code == "slip_invalid"
    assert shop.wire.send("GET", "/_sluice/v1/rooms/none").code == "not_found"
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert shop.wire.send("POST", f"{room}/places", None, foreign).code == "forbidden"
    stream(shop, f"{room}/events", slip)
    # Without an admission the services are not reached, and they ask for one themselves.
    refused = shop.wire.send("GET", "/line/anything")
    assert (refused.status, refused.code) == (429, "queue_required"), refused
    inside = type(shop.wire)(f"http://127.0.0.1:{shop.port('booking')}", shop.journal)
    assert inside.send("GET", "/api/stations").code == "admission_required"


def operators(shop):
    """The ops listener of every role."""
    for role in shop.ROLES:
        ops = shop.ops(role)
        for path in ["/livez", "/healthz", "/readyz?verbose", "/metrics", "/v1/routes"]:
            assert ops.send("GET", path).status == 200, f"{role} {path}"
        assert ops.send("GET", "/readyz/none").status == 404
        assert ops.send("POST", "/v1/routes").status == 405


def keys(shop):
    """Each role has a ring of its own, for itself alone."""
    folder = shop.data / "keys"
    found = {str(path.relative_to(folder)): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    owners = ["gateway", "identity", "payment", "ticket"]
    wanted = {owner: 0o700 for owner in owners} | {f"{owner}/keyring": 0o600 for owner in owners}
    assert found == wanted, {name: oct(mode) for name, mode in found.items()}
    rings = {(folder / owner / "keyring").read_bytes() for owner in owners}
    assert len(rings) == len(owners), "two roles share a ring"


ALL = [catalogue, account, purchase, line, operators, keys]

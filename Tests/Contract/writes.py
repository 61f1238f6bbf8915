"""Every write, repeated at once: one effect and one answer under a key, or what stands in a key's place."""

import base64
import hashlib
import hmac
import os
import signal
import struct
import time
import urllib.parse

from shop import PASSWORD, key

TIMES = 5
# What each write's test is called by: (role, method, template) → test.
LINES = {}


def line(role, method, path):
    def note(test):
        LINES[role, method, path] = test
        return test

    return note


# How writes are repeated.


def settled(send, replies):
    """The replies, those that met a twin in progress asked again as Retry-After says (SEATS.md)."""
    done = []
    for reply in replies:
        for _ in range(5):
            if reply.code != "idempotency_key_in_progress":
                break
            assert reply.status == 409 and reply.fields.get("retry-after"), reply
            time.sleep(float(reply.fields["retry-after"]))
            reply = send()
        done.append(reply)
    return done


def keyed(shop, person, method, path, body, other, status, fields=None):
    """Five at once under a key, then another body, then none: gives the one answer."""
    fields = person.fields(key()) if fields is None else {**fields, "Idempotency-Key": key()}

    def send(what=body):
        return shop.wire.send(method, path, what, fields)

    replies = settled(send, shop.wire.at_once(TIMES, method, path, body, fields))
    replies.append(send())
    assert {reply.status for reply in replies} == {status}, replies
    assert len({reply.body for reply in replies}) == 1, f"several answers: {replies}"
    fresh = [reply for reply in replies if not reply.is_replay]
    assert len(fresh) == 1, f"{len(fresh)} are no replays: {replies}"
    assert replies[-1].is_replay
    refused = send(other)
    assert (refused.status, refused.code) == (422, "idempotency_key_reused"), refused
    problem(refused)
    del fields["Idempotency-Key"]
    refused = send()
    assert (refused.status, refused.code) == (400, "idempotency_key_missing"), refused
    problem(refused)
    return replies[0].json


def problem(reply):
    """The shape that all problems share (CONVENTIONS.md 1.3)."""
    assert reply.fields["content-type"] == "application/problem+json", reply.fields
    members = reply.json
    assert {"type", "title", "status", "code", "retry_after"} <= members.keys(), members
    assert members["status"] == reply.status and members["type"].startswith("https://"), members


def statuses(replies):
    return sorted(reply.status for reply in replies)


def repeated(shop, person, method, path, status):
    """A write whose second time finds it done: five at once with one status."""
    replies = shop.wire.at_once(TIMES, method, path, None, person.fields(key()))
    assert statuses(replies) == [status] * TIMES, replies
    assert shop.wire.send(method, path, None, person.fields()).status == status


def equals(shop, wanted, text):
    found = shop.sql(text)
    assert found == str(wanted), f"{text}: {found}, not {wanted}"


# Identity.


@line("identity", "POST", "/api/accounts")
def register(shop):
    person = shop.person()
    mail = f"twin{key()}@contract.example"
    body = {"email": mail, "password": PASSWORD, "name": "Twin"}
    answer = keyed(shop, person, "POST", "/api/accounts", body, {**body, "name": "Other"}, 201)
    equals(shop, 1, f"SELECT count(*) FROM identity.registration WHERE email = '{mail}'")
    equals(shop, 1, f"SELECT count(*) FROM identity.challenge WHERE contact = '{mail}'")
    # The code that was sent is the one that the one answer names.
    verify = {"id": answer["code"]["id"], "code": shop.code(mail)}
    assert shop.wire.send("POST", "/api/otp/verify", verify, person.fields()).status == 200


@line("identity", "POST", "/api/otp")
def send_code(shop):
    """No key: a code must not be kept; who asks again within a minute shares the one on its way."""
    person = shop.person()
    shop.sql("DELETE FROM identity.guard")
    body = {"email": person.mail, "purpose": "login"}
    replies = shop.wire.at_once(TIMES, "POST", "/api/otp", body, person.fields(key()))
    assert statuses(replies) == [202] * TIMES, replies
    text = f"identity.challenge WHERE contact = '{person.mail}' AND purpose = 'login'"
    equals(shop, 1, f"SELECT count(*) FROM {text} AND root IS NULL")
    equals(shop, TIMES, f"SELECT count(*) FROM {text}")


@line("identity", "POST", "/api/otp/verify")
def answer_code(shop):
    """No key: the answer has tokens, which are never kept; the code itself is good for once."""
    person = shop.person()
    mail = f"once{key()}@contract.example"
    begun = person.send("POST", "/api/accounts", {"email": mail, "password": PASSWORD}, key=key()).json
    body = {"id": begun["code"]["id"], "code": shop.code(mail)}
    replies = shop.wire.at_once(TIMES, "POST", "/api/otp/verify", body, person.fields(key()))
    assert statuses(replies) == [200, 410, 410, 410, 410], replies
    equals(shop, 1, f"SELECT count(*) FROM identity.account WHERE email = '{mail}'")
    text = "identity.session s JOIN identity.account a ON a.id = s.account"
    equals(shop, 1, f"SELECT count(*) FROM {text} WHERE a.email = '{mail}'")


@line("identity", "POST", "/api/sessions")
def log_in(shop):
    """No key: each login is a session of its own, and its tokens are never kept; guessing is bounded."""
    person = shop.person()
    body = {"login": person.mail, "password": PASSWORD}
    replies = shop.wire.at_once(TIMES, "POST", "/api/sessions", body, person.fields(key()))
    assert statuses(replies) == [200] * TIMES, replies
    assert len({reply.json["access_token"] for reply in replies}) == TIMES
    for _ in range(30):
        person.send("POST", "/api/sessions", body)
    text = f"SELECT count(*) FROM identity.session WHERE account = '{person.account}' AND ended_at IS NULL"
    equals(shop, 20, text)
    body["password"] = "a wrong password 8"
    replies = shop.wire.at_once(12, "POST", "/api/sessions", body, person.fields())
    assert statuses(replies) == [401] * 10 + [429] * 2, replies


@line("identity", "POST", "/api/tokens/refresh")
def refresh(shop):
    """No key: a refresh token is good for once, and one that comes again ends its session (RFC 9700)."""
    person = shop.person()
    old = {"refresh_token": person.login["refresh_token"]}
    replies = shop.wire.at_once(TIMES, "POST", "/api/tokens/refresh", old, person.fields(key()))
    good = [reply for reply in replies if reply.status == 200]
    assert len(good) == 1 and set(statuses(replies)) <= {200, 401, 409}, replies
    time.sleep(0.1)
    assert shop.wire.send("POST", "/api/tokens/refresh", old, person.fields()).status == 401
    new = {"refresh_token": good[0].json["refresh_token"]}
    assert shop.wire.send("POST", "/api/tokens/refresh", new, person.fields()).status == 401


@line("identity", "DELETE", "/api/sessions/current")
def log_out(shop):
    """No key: a session that has ended stays ended."""
    person = shop.person()
    repeated(shop, person, "DELETE", "/api/sessions/current", 204)
    text = "SELECT count(*) FROM identity.audit WHERE event = 'logged_out' AND account"
    equals(shop, 1, f"{text} = '{person.account}'")


@line("identity", "PATCH", "/api/accounts/me")
def change_account(shop):
    person = shop.person()
    path = "/api/accounts/me"
    answer = keyed(shop, person, "PATCH", path, {"name": "New"}, {"name": "Newer"}, 200)
    assert answer["name"] == "New" == person.send("GET", path).json["name"]
    # Once it is changed the old password is wrong: twins must hear of the change and not of that.
    body = {"password": "another password 9", "current_password": PASSWORD}
    keyed(shop, person, "PATCH", path, body, {**body, "name": "x"}, 200)
    text = "SELECT count(*) FROM identity.audit WHERE event = 'password_changed' AND account"
    equals(shop, 1, f"{text} = '{person.account}'")


def timed_code(secret, step):
    """RFC 6238 with SHA-1, 30 s and six digits."""
    raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(raw, struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@line("identity", "POST", "/api/accounts/me/totp")
def second_factor(shop):
    person = shop.person()
    path = "/api/accounts/me/totp"
    begun = keyed(shop, person, "POST", path, {"password": PASSWORD}, {"password": PASSWORD + "x"}, 200)
    step = int(time.time()) // 30
    code = {"code": timed_code(begun["secret"], step)}
    on = keyed(shop, person, "POST", path, code, {**code, "disable": True}, 200)
    assert on["is_enabled"] is True
    text = "SELECT count(*) FROM identity.audit WHERE event = 'second_factor_on' AND account"
    equals(shop, 1, f"{text} = '{person.account}'")


# Booking.


@line("booking", "POST", "/api/holds")
def hold(shop):
    person = shop.person()
    wish = person.wish()
    answer = keyed(shop, person, "POST", "/api/holds", wish, {**wish, "seats": person.wish()["seats"]}, 201)
    equals(shop, 1, f"SELECT count(*) FROM booking.hold WHERE account = '{person.account}'")
    assert person.send("GET", f"/api/holds/{answer['id']}").json["status"] == "held"
    mark = key()
    person.send("POST", "/api/holds", person.wish(), key=mark)
    for other in [{**wish, "trip": "none"}, {**wish, "seats": ["XX-1"]}, {**wish, "seats": []}]:
        refused = person.send("POST", "/api/holds", other, key=mark, wanted=(422,))
        assert refused.code == "idempotency_key_reused", refused


@line("booking", "POST", "/api/holds/{id}/extend")
def extend(shop):
    person = shop.person()
    held = person.hold()
    answer = keyed(shop, person, "POST", f"/api/holds/{held['id']}/extend", {}, {"more": 1}, 200)
    assert answer["is_extended"] and answer["expires_at"] > held["expires_at"]
    assert person.send("GET", f"/api/holds/{held['id']}").json["expires_at"] == answer["expires_at"]


@line("booking", "DELETE", "/api/holds/{id}")
def release(shop):
    """No key: a hold that is let go stays so."""
    person = shop.person()
    held = person.hold()
    repeated(shop, person, "DELETE", f"/api/holds/{held['id']}", 204)
    equals(shop, "released", f"SELECT status FROM booking.hold WHERE id = '{held['id']}'")


@line("booking", "POST", "/api/orders")
def order(shop):
    person = shop.person()
    held = person.hold()
    wish, other = person.order_wish(held), person.order_wish(held, "Somebody Else")
    answer = keyed(shop, person, "POST", "/api/orders", wish, other, 201)
    equals(shop, 1, f"SELECT count(*) FROM booking.booking_order WHERE account = '{person.account}'")
    assert person.send("GET", f"/api/orders/{answer['id']}").json["status"] == "pending"
    # Another body is another body, also one that could not be done at all.
    mark = key()
    held = person.hold()
    person.send("POST", "/api/orders", person.order_wish(held), key=mark)
    for other in [{**person.order_wish(held), "hold": key()}, {**wish, "passengers": []}]:
        refused = person.send("POST", "/api/orders", other, key=mark, wanted=(422,))
        assert refused.code == "idempotency_key_reused", refused


@line("booking", "POST", "/api/orders/{id}/cancel")
def cancel(shop):
    person = shop.person()
    order, payment = person.ticketed()
    answer = keyed(shop, person, "POST", f"/api/orders/{order['id']}/cancel", {}, {"why": "rain"}, 200)
    assert answer["status"] == "cancelled"
    equals(shop, 1, f"SELECT count(*) FROM payment.refund WHERE payment = '{payment['id']}'")


@line("booking", "POST", "/api/waitlist")
def wait(shop):
    person = shop.person()
    trip, _, summary = shop.free_seats(person)
    wish = {"trip": trip, "from": "DHA", "to": "CTG", "count": 1, "class_code": summary["classes"][0]["code"]}
    answer = keyed(shop, person, "POST", "/api/waitlist", wish, {**wish, "count": 2}, 201)
    equals(shop, 1, f"SELECT count(*) FROM booking.waitlist WHERE account = '{person.account}'")
    assert person.send("GET", f"/api/waitlist/{answer['id']}").status == 200
    mark = key()
    person.send("DELETE", f"/api/waitlist/{answer['id']}")
    person.send("POST", "/api/waitlist", wish, key=mark)
    refused = person.send("POST", "/api/waitlist", {**wish, "trip": "none"}, key=mark, wanted=(422,))
    assert refused.code == "idempotency_key_reused", refused


@line("booking", "DELETE", "/api/waitlist/{id}")
def stop_waiting(shop):
    """No key: who has left the waitlist has left it."""
    person = shop.person()
    trip, _, summary = shop.free_seats(person)
    wish = {"trip": trip, "from": "DHA", "to": "CTG", "count": 1, "class_code": summary["classes"][0]["code"]}
    entry = person.send("POST", "/api/waitlist", wish, key=key()).json
    repeated(shop, person, "DELETE", f"/api/waitlist/{entry['id']}", 204)
    equals(shop, "cancelled", f"SELECT status FROM booking.waitlist WHERE id = '{entry['id']}'")


# Payment.


@line("payment", "POST", "/api/payments")
def pay(shop):
    person = shop.person()
    order = person.order()
    wish = {"order": order["id"], "provider": "mock"}
    keyed(shop, person, "POST", "/api/payments", wish, {**wish, "provider": "sslcommerz"}, 201)
    equals(shop, 1, f"SELECT count(*) FROM payment.payment WHERE order_id = '{order['id']}'")


def captured_once(shop, person, order, payment):
    """One capture, one event for booking, one set of tickets; all that came in is the price."""
    person.until(f"/api/orders/{order['id']}", lambda order: order["tickets"])
    price = shop.sql(f"SELECT amount FROM payment.payment WHERE id = '{payment['id']}'")
    equals(shop, price, f"SELECT received FROM payment.payment WHERE id = '{payment['id']}'")
    text = "SELECT count(*) FROM event.outbox WHERE consumer = 'booking.confirm' AND about"
    equals(shop, 1, f"{text} = '{payment['id']}'")
    equals(shop, 1, f"SELECT count(*) FROM ticket.ticket WHERE booking_order = '{order['id']}'")


@line("payment", "POST", "/pay/{id}")
def mock_page(shop):
    """No key: a page of the bank's, where the first choice counts."""
    person = shop.person()
    order = person.order()
    payment = person.payment(order)
    replies = person.choose(f"/pay/{payment['id']}", times=TIMES)
    assert statuses(replies) == [303] * TIMES, replies
    captured_once(shop, person, order, payment)


@line("payment", "POST", "/pay/bank/{session}")
def stand_in_page(shop):
    """No key: a page of the bank's, where the first choice counts."""
    person = shop.person()
    order = person.order()
    payment = person.payment(order, "sslcommerz")
    page = shop.wire.send("GET", f"/pay/{payment['id']}")
    assert page.status == 303, page
    page = urllib.parse.urlsplit(page.fields["location"]).path
    replies = person.choose(page, times=TIMES)
    assert statuses(replies) == [200] * TIMES, replies
    captured_once(shop, person, order, payment)


@line("payment", "POST", "/gwprocess/v4/api.php")
def stand_in_session(shop):
    """No key: the provider's own API, played here; the gateway does not lead to it, and it asks for the
    store's password."""
    outside = type(shop.wire)(shop.base, [])
    outside = outside.at_once(TIMES, "POST", "/gwprocess/v4/api.php", b"store_id=x", shop.person().fields())
    assert all(reply.status in (404, 405) for reply in outside), outside
    inside = type(shop.wire)(f"http://127.0.0.1:{shop.port('payment')}", [])
    fields = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"store_id=x&store_passwd=y&tran_id=stranger"
    replies = inside.at_once(TIMES, "POST", "/gwprocess/v4/api.php", body, fields)
    assert all(reply.json["status"] == "FAILED" for reply in replies), replies
    equals(shop, 0, "SELECT count(*) FROM bank.charge WHERE transaction = 'stranger'")


@line("payment", "POST", "/api/payments/webhooks/{provider}")
def notice(shop):
    """No key: notices have ids of their own, are only hints, and must be signed (docs/decisions/019)."""
    person = shop.person()
    order = person.order()
    payment = person.payment(order)
    body = b'{"id":"evt_1","type":"payment_intent.succeeded"}'
    fields = {"Content-Type": "application/json", "Stripe-Signature": f"t={int(time.time())},v1={'0' * 64}"}
    replies = shop.wire.at_once(TIMES, "POST", "/api/payments/webhooks/mock", body, fields)
    assert {reply.code for reply in replies} == {"webhook_signature_invalid"}, replies
    equals(shop, "open", f"SELECT status FROM payment.payment WHERE id = '{payment['id']}'")
    # The bank sends each of its notices twice.
    person.choose(f"/pay/{payment['id']}", fault="duplicate")
    captured_once(shop, person, order, payment)
    until = time.monotonic() + 10
    seen = f"SELECT coalesce(sum(seen), 0) FROM payment.receipt WHERE payment = '{payment['id']}'"
    while int(shop.sql(seen)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert int(shop.sql(seen)) >= 2, "the second notice did not come"
    captured_once(shop, person, order, payment)


@line("payment", "POST", "/api/payments/return/{provider}")
def way_back(shop):
    """No key: the customer's way back is a hint as well, and asks the provider."""
    person = shop.person()
    order = person.order()
    payment = person.payment(order)
    # The page that paid sends the customer this way, with the provider's name of the transaction.
    there = person.choose(f"/pay/{payment['id']}")[0].fields["location"]
    form = urllib.parse.urlsplit(there).query.encode()
    fields = {"Content-Type": "application/x-www-form-urlencoded"}
    replies = shop.wire.at_once(TIMES, "POST", "/api/payments/return/mock", form, fields)
    assert statuses(replies) == [303] * TIMES, replies
    captured_once(shop, person, order, payment)


@line("payment", "POST", "/api/payments/{id}/refunds")
def refund(shop):
    """Money that bought tickets goes back with them alone: refused, and a refusal is kept under no key."""
    _, payment = shop.person().ticketed()
    operator = shop.role("operator")
    path = f"/api/payments/{payment['id']}/refunds"
    replies = shop.wire.at_once(TIMES, "POST", path, {"amount": 1000}, operator.fields(key()))
    assert {reply.code for reply in replies} == {"payment_ordered"}, replies
    equals(shop, 0, f"SELECT count(*) FROM payment.refund WHERE payment = '{payment['id']}'")
    # What has bought nothing yet may go back: booking stands still meanwhile, then returns the rest.
    person = shop.person()
    order = person.order()
    payment = person.payment(order)
    booking = shop.kill("booking", signal.SIGSTOP)
    try:
        person.choose(f"/pay/{payment['id']}")
        path = f"/api/payments/{payment['id']}/refunds"
        until = time.monotonic() + 15
        while shop.sql(f"SELECT status FROM payment.payment WHERE id = '{payment['id']}'") != "captured":
            assert time.monotonic() < until, "the money never came"
            time.sleep(0.05)
        answer = keyed(shop, operator, "POST", path, {"amount": 1000}, {"amount": 1001}, 201)
        assert answer["amount"] == 1000, answer
        equals(shop, 1, f"SELECT count(*) FROM payment.refund WHERE payment = '{payment['id']}'")
    finally:
        os.kill(booking, signal.SIGCONT)
    # It no longer pays the order, which waits for another payment.
    until = time.monotonic() + 30
    while shop.sql(f"SELECT refunded = amount FROM payment.payment WHERE id = '{payment['id']}'") != "t":
        assert time.monotonic() < until, "the rest stays"
        time.sleep(0.05)
    equals(shop, "pending", f"SELECT status FROM booking.booking_order WHERE id = '{order['id']}'")


@line("payment", "POST", "/api/payments/{id}/review")
def review(shop):
    # The mock never warns; the stand-in of SSLCommerz does.
    person = shop.person()
    payment = person.payment(person.order(), "sslcommerz")
    page = shop.wire.send("GET", f"/pay/{payment['id']}").fields["location"]
    person.choose(urllib.parse.urlsplit(page).path, choice="pay_risky")
    status = f"SELECT status FROM payment.payment WHERE id = '{payment['id']}'"
    until = time.monotonic() + 15
    while shop.sql(status) != "review" and time.monotonic() < until:
        time.sleep(0.05)
    path = f"/api/payments/{payment['id']}/review"
    body, other = {"decision": "accept"}, {"decision": "refuse"}
    keyed(shop, shop.role("operator"), "POST", path, body, other, 200)
    equals(shop, "captured", status)


# Ticket.


@line("ticket", "POST", "/api/tickets/{id}/redeem")
def redeem(shop):
    """An Idempotency-Key, or a nonce of the device's own in the body; both stand for one question."""
    order, _ = shop.person().ticketed(count=2)
    inspector = shop.role("inspector")
    path = f"/api/tickets/{order['tickets'][0]}/redeem"
    answer = keyed(shop, inspector, "POST", path, {"force": True}, {"force": True, "nonce": "n"}, 201)
    assert answer["status"] == "ok"
    equals(shop, 1, f"SELECT count(*) FROM ticket.checkin WHERE ticket = '{order['tickets'][0]}'")
    path = f"/api/tickets/{order['tickets'][1]}/redeem"
    body = {"force": True, "nonce": "n-1"}
    replies = shop.wire.at_once(TIMES, "POST", path, body, inspector.fields())
    assert statuses(replies) == [201] * TIMES and len({reply.body for reply in replies}) == 1, replies
    body["force"] = False
    assert shop.wire.send("POST", path, body, inspector.fields()).code == "idempotency_key_reused"
    equals(shop, 1, f"SELECT count(*) FROM ticket.checkin WHERE ticket = '{order['tickets'][1]}'")


# The gateway: a slip or an admission is the key, since it names the one place or session that there is.


@line("gateway", "POST", "/_sluice/v1/rooms/{room}/places")
def join(shop):
    """No key: a join that shows a slip gets the place of the slip; one without it is a new visitor."""
    path = "/_sluice/v1/rooms/line/places"
    first = shop.wire.send("POST", path)
    replies = shop.wire.at_once(TIMES, "POST", path, None, {"Sluice-Slip": first.json["slip"]})
    assert statuses(replies) == [200] * TIMES, replies
    assert {reply.json["place"] for reply in replies} == {first.json["place"]}, replies


@line("gateway", "POST", "/_sluice/v1/rooms/{room}/admission")
def claim(shop):
    """No key: a slip has one session, however often it is claimed."""
    slip = shop.wire.send("POST", "/_sluice/v1/rooms/line/places").json["slip"]
    path, fields = "/_sluice/v1/rooms/line/admission", {"Sluice-Slip": slip}
    replies = []
    until = time.monotonic() + 20
    while (not replies or {reply.status for reply in replies} != {200}) and time.monotonic() < until:
        replies = shop.wire.at_once(TIMES, "POST", path, None, fields)
        assert {reply.status for reply in replies} <= {200, 409}, replies
        time.sleep(0.05)
    assert len({reply.json["session"] for reply in replies}) == 1, replies
    shop.admission = fields, replies[0].json["token"]


@line("gateway", "DELETE", "/_sluice/v1/rooms/{room}/admission")
def finish(shop):
    """No key: a session that is over stays over."""
    slip, token = shop.admission
    path = "/_sluice/v1/rooms/line/admission"
    replies = shop.wire.at_once(TIMES, "DELETE", path, None, {"Sluice-Admission": token})
    assert set(statuses(replies)) <= {204, 401} and 204 in statuses(replies), replies
    assert shop.wire.send("POST", path, None, slip).code == "admission_used"


@line("gateway", "DELETE", "/_sluice/v1/rooms/{room}/place")
def leave(shop):
    """No key: who has left the line has left it."""
    first = shop.wire.send("POST", "/_sluice/v1/rooms/line/places")
    path, fields = "/_sluice/v1/rooms/line/place", {"Sluice-Slip": first.json["slip"]}
    replies = shop.wire.at_once(TIMES, "DELETE", path, None, fields)
    assert set(statuses(replies)) == {204}, replies
    # Polls are answered from a picture of the line, which is a moment old.
    until = time.monotonic() + 5
    state = "waiting"
    while state in ("waiting", "called") and time.monotonic() < until:
        state = shop.wire.send("GET", path, None, fields).json.get("state")
    assert state in (None, "finished", "expired"), state


FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


@line("gateway", "POST", "/_sluice/rooms/{room}/join")
def join_form(shop):
    """No key: as the join of clients, with the slip in a cookie."""
    slip = shop.wire.send("POST", "/_sluice/v1/rooms/line/places").json["slip"]
    fields = {**FORM, "Cookie": f"sluice-q-line={slip}", "Origin": shop.base}
    before = shop.wire.send("GET", "/_sluice/v1/rooms/line/place", None, {"Sluice-Slip": slip}).json["place"]
    replies = shop.wire.at_once(TIMES, "POST", "/_sluice/rooms/line/join", b"", fields)
    assert set(statuses(replies)) <= {200, 303} and len(set(statuses(replies))) == 1, replies
    after = shop.wire.send("GET", "/_sluice/v1/rooms/line/place", None, {"Sluice-Slip": slip}).json["place"]
    assert before == after


@line("gateway", "POST", "/_sluice/rooms/{room}/leave")
def leave_form(shop):
    """No key: who has left the line has left it."""
    slip = shop.wire.send("POST", "/_sluice/v1/rooms/line/places").json["slip"]
    fields = {**FORM, "Cookie": f"sluice-q-line={slip}", "Origin": shop.base}
    replies = shop.wire.at_once(TIMES, "POST", "/_sluice/rooms/line/leave", b"", fields)
    assert len(set(statuses(replies))) == 1 and statuses(replies)[0] in (200, 303), replies


# The site: what a form does is a write of a service, under the key that stands in the form.


def form(shop, person, path, fields, count=1):
    body = urllib.parse.urlencode(fields).encode()
    names = {**person.fields(), **FORM, "Origin": shop.base}
    return shop.wire.at_once(count, "POST", path, body, names)


def keyed_form(shop, person, path, fields, other=None):
    """One answer for all, which is where the form leads to; another form under the key is refused."""
    fields = [*fields, ("key", key())]
    replies = form(shop, person, path, fields, TIMES)
    assert len({(reply.status, reply.fields.get("location")) for reply in replies}) == 1, replies
    assert replies[0].status in (200, 303), replies
    if other:
        changed = [(name, dict(other).get(name, value)) for name, value in fields]
        refused = form(shop, person, path, changed)[0]
        assert refused.status == 422, refused
    return replies[0]


@line("site", "POST", "/holds")
def site_hold(shop):
    person = shop.person()
    wish = person.wish()
    fields = [("trip", wish["trip"]), ("from", "DHA"), ("to", "CTG"), ("seat", wish["seats"][0])]
    keyed_form(shop, person, "/holds", fields, [("seat", person.wish()["seats"][0])])
    equals(shop, 1, f"SELECT count(*) FROM booking.hold WHERE account = '{person.account}'")


@line("site", "POST", "/holds/{id}/extend")
def site_extend(shop):
    person = shop.person()
    held = person.hold()
    keyed_form(shop, person, f"/holds/{held['id']}/extend", [])
    assert person.send("GET", f"/api/holds/{held['id']}").json["is_extended"]


@line("site", "POST", "/holds/{id}/release")
def site_release(shop):
    """No key: as the DELETE that it makes."""
    person = shop.person()
    held = person.hold()
    replies = form(shop, person, f"/holds/{held['id']}/release", [("back", "/")], TIMES)
    assert statuses(replies) == [303] * TIMES, replies
    equals(shop, "released", f"SELECT status FROM booking.hold WHERE id = '{held['id']}'")


@line("site", "POST", "/holds/{id}/order")
def site_order(shop):
    person = shop.person()
    held = person.hold()
    fields = [("seat0", held["seats"][0]), ("name0", "Rahima Khatun"), ("email", person.mail)]
    keyed_form(shop, person, f"/holds/{held['id']}/order", fields, [("name0", "Somebody Else")])
    equals(shop, 1, f"SELECT count(*) FROM booking.booking_order WHERE account = '{person.account}'")


@line("site", "POST", "/orders/{id}/pay")
def site_pay(shop):
    person = shop.person()
    order = person.order()
    fields, other = [("provider", "mock")], [("provider", "sslcommerz")]
    keyed_form(shop, person, f"/orders/{order['id']}/pay", fields, other)
    equals(shop, 1, f"SELECT count(*) FROM payment.payment WHERE order_id = '{order['id']}'")


@line("site", "POST", "/orders/{id}/cancel")
def site_cancel(shop):
    person = shop.person()
    order = person.order()
    keyed_form(shop, person, f"/orders/{order['id']}/cancel", [])
    equals(shop, "cancelled", f"SELECT status FROM booking.booking_order WHERE id = '{order['id']}'")


@line("site", "POST", "/waitlist")
def site_wait(shop):
    person = shop.person()
    trip, _, summary = shop.free_seats(person)
    code = summary["classes"][0]["code"]
    fields = [("trip", trip), ("from", "DHA"), ("to", "CTG"), ("class", code), ("count", "1")]
    keyed_form(shop, person, "/waitlist", fields, [("count", "2")])
    equals(shop, 1, f"SELECT count(*) FROM booking.waitlist WHERE account = '{person.account}'")


@line("site", "POST", "/waitlist/{id}/leave")
def site_stop_waiting(shop):
    """No key: as the DELETE that it makes."""
    person = shop.person()
    trip, _, summary = shop.free_seats(person)
    wish = {"trip": trip, "from": "DHA", "to": "CTG", "count": 1, "class_code": summary["classes"][0]["code"]}
    entry = person.send("POST", "/api/waitlist", wish, key=key()).json
    replies = form(shop, person, f"/waitlist/{entry['id']}/leave", [], TIMES)
    assert statuses(replies) == [303] * TIMES, replies
    equals(shop, "cancelled", f"SELECT status FROM booking.waitlist WHERE id = '{entry['id']}'")


@line("site", "POST", "/register")
def site_register(shop):
    person = shop.person()
    mail = f"site{key()}@contract.example"
    fields = [("login", mail), ("password", PASSWORD), ("name", "Twin")]
    keyed_form(shop, person, "/register", fields, [("name", "Other")])
    equals(shop, 1, f"SELECT count(*) FROM identity.registration WHERE email = '{mail}'")


@line("site", "POST", "/verify")
def site_verify(shop):
    """No key: the code is good for once."""
    person = shop.person()
    mail = f"once{key()}@contract.example"
    begun = person.send("POST", "/api/accounts", {"email": mail, "password": PASSWORD}, key=key()).json
    fields = [("challenge", begun["code"]["id"]), ("code", shop.code(mail))]
    replies = form(shop, person, "/verify", fields, TIMES)
    assert statuses(replies) == [303, 410, 410, 410, 410], replies


@line("site", "POST", "/login")
def site_log_in(shop):
    """No key: each login is a session of its own."""
    person = shop.person()
    replies = form(shop, person, "/login", [("login", person.mail), ("password", PASSWORD)], TIMES)
    assert statuses(replies) == [303] * TIMES, replies


@line("site", "POST", "/login/code")
def site_second_factor(shop):
    """No key: a challenge is good for once; one that nobody was asked is none."""
    person = shop.person()
    replies = form(shop, person, "/login/code", [("challenge", key()), ("code", "123456")], TIMES)
    assert statuses(replies) == [410] * TIMES, replies


@line("site", "POST", "/logout")
def site_log_out(shop):
    """No key: a session that has ended stays ended."""
    person = shop.person()
    replies = form(shop, person, "/logout", [], TIMES)
    assert statuses(replies) == [303] * TIMES, replies
    text = "SELECT count(*) FROM identity.audit WHERE event = 'logged_out' AND account"
    equals(shop, 1, f"{text} = '{person.account}'")


@line("site", "POST", "/done")
def site_done(shop):
    """No key: a turn that is over stays over."""
    person = shop.person()
    replies = form(shop, person, "/done", [], TIMES)
    assert 200 in statuses(replies), replies
    room = "/_sluice/v1/rooms/demo/admission"
    # Claims are answered from a picture of the line, which is a moment old.
    until = time.monotonic() + 5
    while True:
        claimed = shop.wire.send("POST", room, None, {"Sluice-Slip": person.client.slip})
        if claimed.code != "not_called" or time.monotonic() > until:
            break
        time.sleep(0.1)
    assert claimed.code == "admission_used", claimed


def untested(shop):
    """Writes that a role serves and no line tries, and lines for writes that are no more."""
    served = {
        (role if listener == "routes" else f"{role} {listener}", route["method"], route["path"])
        for role in shop.ROLES
        for listener, table in shop.ops(role).send("GET", "/v1/routes").json.items()
        for route in table
        if route["method"] != "GET"
    }
    assert served, "no role tells of its routes"
    return served - LINES.keys(), LINES.keys() - served

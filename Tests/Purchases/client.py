"""A person who buys by plain REST calls: joins the line, logs in, holds, orders, pays, never gives up early.

Every write carries an Idempotency-Key and is repeated under the same key until there is an answer: that is
what a careful client does when connections break and services die, and it must never lead to a second effect.
"""

import http.client
import json
import random
import time
import urllib.parse
import uuid


# How long somebody waits in a line that moves, and in any line at all.
PATIENCE_IN_LINE = 30.0
LONGEST_IN_LINE = 1800.0


class Refused(Exception):
    """An answer that a retry does not change: its status and problem document."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status = status
        self.code = problem.get("code")
        self.problem = problem


class GaveUp(Exception):
    """No usable answer in the time that the client was ready to wait."""


class Client:
    """One person with one connection at a time."""

    def __init__(self, base, room="demo", patience=60.0, witness=None):
        parts = urllib.parse.urlsplit(base)
        self.address = (parts.hostname, parts.port)
        self.room = room
        self.patience = patience
        self.connection = None
        self.opened = 0.0
        self.token = None
        self.slip = None
        # How many places in the line it had: what was begun under one session is not another's.
        self.places = 0
        # How many it was when the present hold was made.
        self.places_at_hold = 0
        self.user = None
        self.witness = witness
        self.credentials = None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def once(self, method, path, body=None, headers=()):
        """One try: status, headers and bytes. Raises OSError or HTTPException when the connection breaks."""
        if self.connection is None:
            self.opened = time.monotonic()
            self.connection = http.client.HTTPConnection(*self.address, timeout=20)
        fields = {"Accept": "application/json", **dict(headers)}
        if self.token:
            fields["Sluice-Admission"] = self.token
        if self.user:
            fields.setdefault("Authorization", f"Bearer {self.user}")
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            fields.setdefault("Content-Type", "application/json")
        began = time.monotonic()
        try:
            self.connection.request(method, path, data, fields)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if self.witness:
                self.witness.broke(began, self.opened, method, path, error)
            raise
        if self.witness:
            self.witness.answered(
                began, method, path, answer.status, answer.headers, content,
                is_another=0 < self.places_at_hold < self.places)
        if answer.getheader("Sluice-Admission"):
            self.token = answer.getheader("Sluice-Admission")
        if answer.will_close:
            self.close()
        return answer.status, answer.headers, content

    def call(self, method, path, body=None, headers=(), key=None, wanted=(200, 201, 204)):
        """The content of `answer`, read where it is JSON."""
        _, _, content = self.answer(method, path, body, headers, key, wanted)
        return json.loads(content) if content[:1] in (b"{", b"[") else content

    def answer(self, method, path, body=None, headers=(), key=None, wanted=(200, 201, 204)):
        """Repeats a request until it has an answer: over broken connections, 5xx, 429, a lost admission."""
        fields = dict(headers)
        if key:
            fields["Idempotency-Key"] = f'"{key}"'
        until = time.monotonic() + self.patience
        wait = 0.1
        while time.monotonic() < until:
            try:
                status, answer, content = self.once(method, path, body, fields)
            except (OSError, http.client.HTTPException):
                status, answer, content = 0, {}, b""
            if status in wanted:
                return status, answer, content
            problem = self.problem(content)
            if problem.get("code") in ("queue_required", "admission_expired", "admission_required"):
                began = time.monotonic()
                self.enter()
                until += time.monotonic() - began
                continue
            if status == 401 and self.credentials and path != "/api/sessions":
                # The access token has ended with its quarter of an hour.
                self.user = None
                self.log_in(*self.credentials)
                continue
            if status in (0, 429) or status >= 500 or problem.get("code") == "idempotency_key_in_progress":
                told = answer.get("Retry-After") if status else None
                time.sleep(min(3.0, float(told)) if told and told.isdigit() else wait * (1 + random.random()))
                wait = min(2.0, wait * 1.5)
                continue
            raise Refused(status, problem)
        raise GaveUp(f"{method} {path}")

    @staticmethod
    def problem(content):
        try:
            value = json.loads(content)
            return value if isinstance(value, dict) else {}
        except ValueError:
            return {}

    # The line.

    def enter(self):
        """Joins the line and waits until inside: the admission token is in `token` afterwards."""
        path = f"/_sluice/v1/rooms/{self.room}"
        began = last = time.monotonic()
        moving = 0.0
        self.token, slip = None, self.slip
        # While the line stands nobody can come in, and where Redis dies again and again it stands for long;
        # but once it moves it must let everybody in who is there.
        while moving < PATIENCE_IN_LINE and last < began + LONGEST_IN_LINE:
            now = time.monotonic()
            moving += 0.0 if self.witness and self.witness.line_stands() else now - last
            last = now
            try:
                if slip is None:
                    status, _, content = self.once("POST", f"{path}/places")
                    slip = self.problem(content).get("slip") if status in (200, 201) else None
                    self.places += 1 if slip else 0
                    if slip is None:
                        time.sleep(0.3)
                        continue
                status, _, content = self.once("POST", f"{path}/admission", headers={"Sluice-Slip": slip})
            except (OSError, http.client.HTTPException):
                time.sleep(0.3)
                continue
            answer = self.problem(content)
            if status == 200:
                self.token, self.slip = answer["token"], slip
                self.waited(last - began, moving)
                return
            if answer.get("code") in ("admission_used", "place_expired", "slip_required", "slip_invalid"):
                slip = None
                continue
            time.sleep(min(1.0, float(answer.get("retry_after") or 0.3)))
        self.waited(last - began, moving)
        raise GaveUp("no admission")

    def waited(self, seconds, moving):
        if self.witness:
            self.witness.waited(seconds, moving)

    def leave(self):
        """Ends the session, so that the next one may enter."""
        try:
            self.once("DELETE", f"/_sluice/v1/rooms/{self.room}/admission")
        except (OSError, http.client.HTTPException):
            pass
        self.token = self.slip = None

    # The services.

    def log_in(self, contact, password):
        answer = self.call("POST", "/api/sessions", {"login": contact, "password": password})
        self.user = answer["access_token"]
        self.credentials = (contact, password)
        return answer

    def write(self, path, body, method="POST"):
        return self.call(method, path, body, key=str(uuid.uuid4()))

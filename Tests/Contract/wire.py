"""Requests as they go over the wire, one or several at once, with a journal of all that was answered."""

import http.client
import json
import threading
import urllib.parse


class Reply:
    """An answer: its status, its fields by lower-case name, its bytes."""

    def __init__(self, status, fields, body):
        self.status = status
        self.fields = fields
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The code of a problem document, or nothing."""
        try:
            return self.json.get("code") if "problem+json" in self.fields.get("content-type", "") else None
        except ValueError:
            return None

    @property
    def is_replay(self):
        return self.fields.get("idempotent-replayed") == "true"

    def __repr__(self):
        return f"{self.status} {self.body[:300]!r}"


class Wire:
    """Sends requests to one server; `journal` has (method, path, request's type and body, reply)."""

    def __init__(self, base, journal):
        parts = urllib.parse.urlsplit(base)
        self.address = (parts.hostname, parts.port)
        self.base = base
        self.journal = journal

    def connect(self):
        connection = http.client.HTTPConnection(*self.address, timeout=20)
        connection.connect()
        return connection

    def send(self, method, path, body=None, fields=(), connection=None):
        own = connection or self.connect()
        fields = {"Accept": "application/json", **dict(fields)}
        data = body
        if body is not None and not isinstance(body, bytes):
            data = json.dumps(body).encode()
            fields.setdefault("Content-Type", "application/json")
        try:
            own.request(method, path, data, fields)
            answer = own.getresponse()
            names = {}
            for name, value in answer.getheaders():
                # A field that comes twice is a list, Set-Cookie apart; here it reads well enough as one.
                names[name.lower()] = ", ".join(filter(None, [names.get(name.lower()), value]))
            reply = Reply(answer.status, names, answer.read())
        finally:
            own.close()
        self.journal.append((method, path, fields.get("Content-Type"), data, reply))
        return reply

    def at_once(self, count, method, path, body=None, fields=()):
        """The same request over connections of its own, sent when all of them stand."""
        replies = [None] * count
        ready = threading.Barrier(count)

        def work(index):
            connection = self.connect()
            ready.wait(20)
            replies[index] = self.send(method, path, body, fields, connection)

        workers = [threading.Thread(target=work, args=(index,)) for index in range(count)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert all(replies), f"{method} {path}: not every request was answered"
        return replies

"""A gateway made of answers that a test sets: it serves the rendered pages and speaks the visitors' API."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

API = "/_sluice/v1/rooms/demo"
SITE = "<!doctype html><html lang=en><title>The site</title><h1 id=site>Choose your seats</h1>"


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Gateway(ThreadingHTTPServer):
    """One room and one visitor. Tests change the public attributes while a browser looks at the page."""

    daemon_threads = True

    def __init__(self, pages):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = Path(pages)
        self.policy = (self.pages / "policy.txt").read_text()
        self.lock = threading.Lock()
        self.requests = []
        self.page = "waiting"
        self.inside = False
        self.opens = True
        self.rewrite = None
        self.room = {
            "room": "demo",
            "epoch": 1,
            "mode": "auto",
            "state": "queueing",
            "serving": 11110,
            "issued": 20000,
            "waiting": 8890,
            "rate_per_second": 1.7,
            "heartbeat_within": 1000,
            "heartbeat_seconds": 15,
            "refresh_seconds": 1,
            "gen": 1,
            "gaps": [],
            "opens_at": None,
            "sold_out": False,
            "message": "",
        }
        self.place = (
            200,
            {
                "room": "demo",
                "state": "waiting",
                "place": 12345,
                "serving": 12300,
                "ahead": 44,
                "wait": {"likely": 26, "low": 18, "high": 41},
                "refresh_seconds": 1,
            },
        )
        self.join = (201, dict(self.place[1], place=20001, serving=12300, ahead=7700))
        self.admission = (409, {"code": "not_called", "retry_after": 1})
        self.broken = False
        self.event = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def start(self):
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()
        return self

    def set_place(self, status=200, **fields):
        with self.lock:
            self.place = (status, dict(self.place[1], **fields))

    def set_room(self, **fields):
        with self.lock:
            self.room = dict(self.room, **fields)

    def count(self, method, path):
        with self.lock:
            return sum(1 for request in self.requests if request == (method, path))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_DELETE(self):
        self.answer("DELETE")

    def answer(self, method):
        gateway = self.server
        path = urlsplit(self.path).path
        with gateway.lock:
            gateway.requests.append((method, path))
        if gateway.broken and path.startswith(API):
            return self.json(500, {"code": "internal"})
        if path == API + "/events":
            return self.events()
        if path.startswith(API):
            return self.api(method, path[len(API) :])
        if method == "POST" and path.startswith("/_sluice/rooms/demo/"):
            return self.redirect(parse_qs(urlsplit(self.path).query)["return"][0])
        if gateway.inside:
            return self.html(SITE)
        self.page()

    def page(self):
        """The page as the gateway sends it: as gzip, unless a test rewrites it."""
        query = parse_qs(urlsplit(self.path).query)
        language = query.get("lang", ["bn" if "sluice-lang=bn" in self.headers.get("Cookie", "") else "en"])[
            0
        ]
        file = self.server.pages / f"{self.server.page}.{language}.html"
        policy = self.server.policy
        if self.server.rewrite:
            return self.html(self.server.rewrite(file.read_text()), policy)
        if "gzip" not in self.headers.get("Accept-Encoding", ""):
            return self.html(file.read_text(), policy)
        body = file.with_name(file.name + ".gz").read_bytes()
        extra = {"Content-Security-Policy": policy, "Content-Encoding": "gzip"}
        self.send(200, "text/html; charset=utf-8", body, extra)

    def api(self, method, path):
        gateway = self.server
        with gateway.lock:
            if (method, path) == ("GET", ""):
                if self.headers.get("Cookie"):
                    return self.json(400, {"code": "the shared document was asked for with a cookie"})
                return self.json(200, dict(gateway.room, time=now()))
            if (method, path) == ("GET", "/place"):
                return self.json(*gateway.place)
            if (method, path) == ("POST", "/places"):
                return self.json(*gateway.join)
            if (method, path) == ("POST", "/admission"):
                if gateway.admission[0] == 200:
                    gateway.inside = gateway.opens
                return self.json(*gateway.admission)
            if (method, path) == ("DELETE", "/place"):
                return self.send(204, "text/plain", b"")
        self.json(404, {"code": "not_found"})

    def events(self):
        """One event, as soon as the test has set it; then the stream ends."""
        deadline = time.monotonic() + 20
        while self.server.event is None and time.monotonic() < deadline:
            time.sleep(0.05)
        body = f"retry: 2000\nevent: place\ndata: {json.dumps(self.server.event)}\n\n".encode()
        self.send(200, "text/event-stream", body)

    def json(self, status, value):
        kind = "application/json" if status < 400 else "application/problem+json"
        self.send(status, kind, json.dumps(value).encode())

    def html(self, text, policy=None):
        self.send(
            200,
            "text/html; charset=utf-8",
            text.encode(),
            {"Content-Security-Policy": policy} if policy else {},
        )

    def redirect(self, path):
        self.send(303, "text/plain", b"", {"Location": path})

    def send(self, status, kind, body, extra={}):
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **extra}.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # The browser went away, as browsers do.

    def log_message(self, *arguments):
        pass

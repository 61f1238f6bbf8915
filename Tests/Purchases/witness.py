"""What all clients saw: every answer counted, and each that nothing done to the system excuses."""

import collections
import json
import threading
import time

# The longest that any answer may take, whatever is dead: more than the longest wait of a service for a store.
LONGEST = 12.0
# How long after a death an upstream's failure may still be told of, and the gateway be unreachable.
EXCUSE = 30.0
# How long the line calls nobody after Redis was lost, with its file or without: 60 s from its last sign of
# life (LINE.md 5.5), and a little to come back and go on.
STANDS = 65.0


class Witness:
    """Shared by all clients; thread-safe."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = collections.Counter()
        self.oddities = []
        self.odd = collections.Counter()
        self.harms = []
        self.frozen = None
        self.thawed = None
        self.recovered = None
        self.slowest = (0.0, "")
        self.waits = []

    def harmed(self, what):
        """Something was killed or flushed just now."""
        with self.lock:
            self.harms.append((time.monotonic(), what))

    def line_stands(self):
        """Whether the line may still stand because Redis was lost."""
        with self.lock:
            last = max((at for at, what in self.harms if what in ("redis-server", "flush")), default=None)
        return last is not None and time.monotonic() < last + STANDS

    def waited(self, seconds, moving):
        """Somebody came in, or gave up, after so many seconds, of which the line moved for some."""
        with self.lock:
            self.waits.append((seconds, moving))

    def freezing(self, begins):
        """The database stops, or goes on."""
        with self.lock:
            if begins:
                self.frozen, self.thawed = time.monotonic(), None
            else:
                self.thawed = time.monotonic()

    def answered(self, began, method, path, status, headers, content, is_another=False):
        """Judges an answer; `is_another` says that the buyer had to join the line again since the hold."""
        now = time.monotonic()
        problem = self.problem(status, headers, content)
        reason = None
        if status >= 500:
            if problem is None or status not in (502, 503, 504):
                reason = "no proper refusal"
            elif not (headers.get("Retry-After") or "").isdigit():
                reason = "no Retry-After"
            elif not self.excuse(began):
                reason = "nothing was harmed"
        elif status >= 400 and problem is None:
            reason = "no problem document"
        elif status in (400, 404, 405, 411, 413, 422) and not (status == 404 and is_another):
            # These clients ask for nothing that is not there, and nothing malformed. But who has lost a
            # session (after the flush, say) has another one, and what was begun under the old is not theirs.
            reason = "a fault of the client's"
        elif status < 300 and problem is None:
            reason = "not the JSON that it says"
        if now - began > LONGEST:
            reason = f"took {now - began:.1f} s"
        code = (problem or {}).get("code", "") if status >= 400 else ""
        with self.lock:
            during = self.frozen is not None and self.thawed is None and began > self.frozen + 1
            self.answers["frozen" if during else "running", status, code] += 1
            self.slowest = max(self.slowest, (now - began, f"{method} {path.split('?')[0]} {status}"))
            if self.thawed and not self.recovered and began > self.thawed - LONGEST:
                if method == "POST" and path == "/api/holds" and status == 201:
                    self.recovered = now - self.thawed
        if reason:
            self.note(reason, f"{method} {path}: {status} {dict(headers)} {content[:300]!r}")

    def broke(self, began, opened, method, path, error):
        """A connection was refused, or closed without an answer: only the gateway's own death excuses it."""
        now = time.monotonic()
        with self.lock:
            self.answers["running", 0, type(error).__name__] += 1
            # A connection from before a death ends with it, however late that is noticed; and the kernel lets
            # some in for a moment more.
            since = began - EXCUSE if isinstance(error, ConnectionRefusedError) else opened - 1
            excused = any(what == "gateway" and at >= since for at, what in self.harms)
        if not excused or now - began > LONGEST:
            self.note("no answer", f"{method} {path}: {error!r} after {now - began:.1f} s")

    def note(self, reason, text):
        with self.lock:
            self.odd[reason] += 1
            lately = [f"{what} {time.monotonic() - at:.1f} s ago" for at, what in self.harms[-3:]]
            if len(self.oddities) < 200:
                self.oddities.append(f"{time.strftime('%H:%M:%S')} {reason}: {text} ({', '.join(lately)})")

    def excuse(self, began, harms=None, within=EXCUSE):
        """Whether one of these harms, or any, was done shortly before a request began, or since."""
        with self.lock:
            frozen = self.frozen is not None and (self.thawed is None or began < self.thawed + within)
            named = any(at > began - within and (not harms or what in harms) for at, what in self.harms)
            return named or (frozen and not harms)

    @staticmethod
    def problem(status, headers, content):
        """The JSON of an answer, {} where it is none and need not be, None where it should be and is not."""
        kind = headers.get("Content-Type") or ""
        if status < 400 and "json" not in kind:
            return {}
        try:
            value = json.loads(content)
        except ValueError:
            return None
        if status < 400:
            return {}
        return value if isinstance(value, dict) and value.get("code") else None

    def report(self):
        lines = ["answers (when, status, code): number"]
        lines += [f"  {key}: {count}" for key, count in sorted(self.answers.items(), key=str)]
        if self.waits:
            longest, slowest = max(self.waits), max(self.waits, key=lambda wait: wait[1])
            lines.append("longest wait in the line: %.0f s, while it moved %.1f s" % longest)
            lines.append("longest wait in a line that moved: %.1f s" % slowest[1])
        lines.append(f"slowest answer: {self.slowest[0]:.1f} s, {self.slowest[1]}")
        if self.recovered is not None:
            lines.append(f"first hold {self.recovered:.1f} s after Postgres went on")
        lines.append(f"unexpected answers: {sum(self.odd.values())} {dict(self.odd) or ''}")
        lines += [f"  {line}" for line in self.oddities[:40]]
        return "\n".join(lines)

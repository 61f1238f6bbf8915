"""What is done to the system: deaths at random moments, Redis flushed once, Postgres stopped once."""

import collections
import random
import subprocess
import sys
import threading
import time

from system import System

ROLES = ["site", *System.SERVICES, "gateway", "postgres", "redis-server"]
# The supervisor gives up on a child that fails six times in a row, each within ten seconds of being ready.
# That is its rule for a broken program; a run that kills one child that often would only test the rule.
QUICK_DEATHS = 3
QUICK = 40.0


class Harm:
    """Kills one process after the other in a thread of its own, until it is told to end."""

    def __init__(self, system, witness, crowd, options):
        self.system = system
        self.witness = witness
        self.crowd = crowd
        self.options = options
        self.chance = random.Random(options.seed)
        self.deaths = collections.Counter()
        self.died = collections.defaultdict(list)
        # Each role once, then any: a short run kills all of them too.
        self.first = list(ROLES)
        self.flushes = 0
        self.freezes = []
        self.wrong = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def start(self):
        self.thread.start()

    def end(self):
        """No more deaths from here on."""
        self.stopped.set()
        if self.thread.is_alive():
            self.thread.join(60)

    def run(self):
        """In waves: a crowd begins to buy, and in the midst of it something dies."""
        waves = self.options.deaths
        turns = {waves * 3 // 10: self.flush, waves // 2: self.freeze}
        for wave in range(waves):
            self.crowd.grant(max(1, self.options.purchases // waves))
            self.stopped.wait(self.chance.uniform(0.0, 0.6))
            turns.get(wave, self.kill)()
            # Whoever is not inside yet waits where Redis was lost: the line stands for a minute then.
            until = time.monotonic() + 100
            while self.crowd.granted and time.monotonic() < until and not self.stopped.wait(0.05):
                pass
            self.stopped.wait(self.chance.uniform(0.5, 1.5) * self.options.pause)
            if self.stopped.is_set():
                return
        self.crowd.grant(sys.maxsize)

    def kill(self):
        now = time.monotonic()
        tired = {role for role in ROLES if sum(at > now - QUICK for at in self.died[role]) >= QUICK_DEATHS}
        roles = [role for role in self.first or ROLES if role not in tired]
        role = self.chance.choice(roles or ROLES)
        if self.system.kill(role):
            self.witness.harmed(role)
            self.deaths[role] += 1
            self.died[role].append(now)
            if role in self.first:
                self.first.remove(role)

    def flush(self):
        socket = self.system.data / "redis.sock"
        run = subprocess.run(["redis-cli", "-s", str(socket), "flushall"], capture_output=True, text=True)
        if run.stdout.strip() == "OK":
            self.witness.harmed("flush")
            self.flushes += 1

    def freeze(self):
        """Stops Postgres, and looks afterwards whether anybody was started again and whether all agrees."""
        if not self.options.freeze:
            return self.kill()
        # What died lately is back first, or its return would look like a restart because of this.
        self.stopped.wait(12)
        before = self.system.children()
        if "postgres" not in before:
            return None
        self.witness.freezing(True)
        began = time.monotonic()
        rush = threading.Thread(target=self.rush)
        rush.start()
        if not self.system.freeze("postgres", self.options.freeze):
            return None
        self.witness.freezing(False)
        self.freezes.append(time.monotonic() - began)
        self.stopped.wait(15)
        after = self.system.children()
        if after != before:
            self.wrong.append(f"a restart after Postgres stopped: {before} became {after}")
        code, text = self.system.audit("--without-redis")
        if code != 0:
            self.wrong.append(f"the audit after Postgres stopped exits {code}:\n{text}")
        return None

    def rush(self):
        """Buyers who come while Postgres stands still, and after it."""
        for _ in range(int(self.options.freeze)):
            self.crowd.grant(4)
            self.stopped.wait(1)

    def missing(self):
        """What the run was to do or to see and did not."""
        wrong = list(self.wrong)
        spared = [role for role in ROLES if not self.deaths[role]]
        if spared:
            wrong.append(f"never killed: {', '.join(spared)}")
        if not self.flushes:
            wrong.append("Redis was never flushed")
        if self.options.freeze:
            answers = self.witness.answers.items()
            refused = sum(count for (when, status, _), count in answers if (when, status) == ("frozen", 503))
            if not self.freezes:
                wrong.append("Postgres was never stopped")
            elif not refused:
                wrong.append("nobody was told 503 while Postgres was stopped")
            elif self.witness.recovered is None:
                wrong.append("no hold after Postgres went on")
        return wrong

    def report(self):
        total = sum(self.deaths.values())
        frozen = ", ".join(f"{seconds:.1f} s" for seconds in self.freezes) or "never"
        return (
            f"{total} deaths by kill -9: {dict(self.deaths.most_common())}; "
            f"Redis flushed {self.flushes} times; Postgres stopped: {frozen}"
        )

#!/usr/bin/env python3
"""Thousands of purchases while processes are killed; then nothing may contradict anything. See README.md."""

import argparse
import collections
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

from buyer import Purchase
from client import Client, GaveUp, Refused
from system import System

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAULTS = ["delay", "duplicate", "out_of_order", "lost", "tampered", "late"]
SETTINGS = """rooms:
  - name: demo
    match: [{path: /**}]
    except:
      - {path: /assets/**}
      - {path: /pay/**}
      - {path: /api/payments/webhooks/**}
      - {path: /api/payments/return/**}
    upstream: site
    rate: 500
    capacity: 1000
"""


class Crowd:
    """Buyers in threads of their own that share a number of purchases to make."""

    def __init__(self, system, accounts, purchases, seed):
        self.system = system
        self.accounts = accounts
        self.left = purchases
        self.seed = seed
        self.lock = threading.Lock()
        self.outcomes = collections.Counter()

    def take(self):
        with self.lock:
            self.left -= 1
            return self.left >= 0

    def work(self, index):
        chance = random.Random(self.seed * 1000 + index)
        account = self.accounts[index % len(self.accounts)]
        client = Client(self.system.base)
        while self.take():
            try:
                if client.token is None:
                    client.enter()
                if client.user is None:
                    client.log_in(account["email"], account["password"])
                outcome = Purchase(client, account, chance, FAULTS).run()
            except (Refused, GaveUp) as reason:
                outcome = f"outside: {reason}"
            if outcome == "unauthorized":
                client.user = None
            with self.lock:
                self.outcomes[outcome] += 1
        client.leave()
        client.close()

    def run(self, threads):
        workers = [threading.Thread(target=self.work, args=(index,), daemon=True) for index in range(threads)]
        for worker in workers:
            worker.start()
        return workers


def register(system, count):
    """Accounts of the run's own: the demonstration's passenger, and more by mail and one-time code."""
    accounts = [system.demo()["passenger"]]
    client = Client(system.base)
    client.enter()
    for number in range(count - 1):
        mail, password = f"buyer{number}@demo.example", f"a long password {number}"
        person = {"email": mail, "password": password, "name": f"Buyer {number}"}
        question = client.write("/api/accounts", person)
        code = system.code(mail)
        client.call("POST", "/api/otp/verify", {"id": question["id"], "code": code})
        accounts.append({"email": mail, "password": password})
    client.leave()
    return accounts


def harm(system, chance, stop, done):
    """Kills one process after the other until told to stop; flushes Redis once and freezes Postgres once."""
    roles = [*System.SERVICES, "gateway", "postgres", "redis-server"]
    socket = system.data / "redis.sock"
    next_turns = ["flush", "freeze"]
    while not stop.wait(chance.uniform(2.0, 5.0)):
        if next_turns and chance.random() < 0.25:
            turn = next_turns.pop()
            if turn == "flush":
                subprocess.run(["redis-cli", "-s", str(socket), "flushall"], capture_output=True)
                done["redis flushed"] += 1
            elif system.kill("postgres", signal.SIGTERM):
                done["postgres stopped"] += 1
            continue
        role = chance.choice(roles)
        if system.kill(role):
            done[role] += 1


def settle(system, seconds):
    """Waits until nothing is on its way, and gives the audit's own words: its exit code and its text."""
    until = time.monotonic() + seconds
    while True:
        run = subprocess.run(
            [system.binary, "audit", "--config", str(system.config), "--data", str(system.data), "--settled"],
            capture_output=True,
            text=True,
        )
        if run.returncode == 0 or time.monotonic() > until:
            return run.returncode, run.stdout + run.stderr
        time.sleep(5)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=str(ROOT / ".build/release/sluice"))
    parser.add_argument("--purchases", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=24)
    parser.add_argument("--accounts", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--settle", type=int, default=900, help="seconds for everything to come to rest")
    parser.add_argument("--unharmed", action="store_true", help="kill nothing")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the run")
    options = parser.parse_args()
    system = System(options.binary, SETTINGS)
    chance, harmed, stop = random.Random(options.seed), collections.Counter(), threading.Event()
    try:
        system.start()
        accounts = register(system, options.accounts)
        crowd = Crowd(system, accounts, options.purchases, options.seed)
        began = time.monotonic()
        workers = crowd.run(options.threads)
        if not options.unharmed:
            killer = threading.Thread(target=harm, args=(system, chance, stop, harmed), daemon=True)
            killer.start()
        for worker in workers:
            worker.join(3600)
        stop.set()
        print(f"{options.purchases} purchases in {time.monotonic() - began:.0f} s: {dict(crowd.outcomes)}")
        print(f"killed: {dict(harmed)}", flush=True)
        code, text = settle(system, options.settle)
        print(text)
        return code
    finally:
        stop.set()
        system.stop()
        if options.keep:
            print(f"kept: {system.folder}")
        else:
            shutil.rmtree(system.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

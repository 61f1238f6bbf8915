"""Measures the gateway against its peers, side by side and alternating, as requests per second of server CPU.

The machine is shared and noisy: wall time says little, so processor time (user and system, of all server
processes and their children, Redis included) is counted, each pair runs back to back, and medians of nine
pairs are quoted.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time

import counts
import peers
from load import burst
from seats import CASES as SEAT_CASES
from seats import SeatsBench

SERVER_CORE, LOAD_CORE = 0, 1


def request(port, method, path, headers=None):
    """One request; returns status, headers, body and the whole size in bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def response_size(port, path, headers):
    """How many bytes one kept-alive response has on the wire."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        data = connection.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        fields = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
        length = int(fields[0].split(b":")[1])
        while len(body) < length:
            body += connection.recv(65536)
        return len(head) + 4 + len(body)


def join(port, room):
    """A place in a room: its slip."""
    status, _, body = request(port, "POST", f"/_sluice/v1/rooms/{room}/places", {"Content-Length": "0"})
    assert status in (200, 201), (status, body)
    return json.loads(body)["slip"]


def admit(port, room):
    """A session in a room: its token."""
    slip = join(port, room)
    for _ in range(100):
        status, _, body = request(
            port, "POST", f"/_sluice/v1/rooms/{room}/admission", {"Sluice-Slip": slip, "Content-Length": "0"})
        if status == 200:
            return json.loads(body)["token"]
        time.sleep(0.1)
    raise RuntimeError(f"no admission: {status} {body!r}")


def padded_static(size):
    """nginx that answers with as many bytes as the gateway does."""
    server = peers.nginx("static", "static.conf.in", SERVER_CORE, BODY="x")
    short = response_size(server.port, "/", {})
    server.stop()
    body = "x" * (1 + size - short)
    for _ in range(3):
        server = peers.nginx("static", "static.conf.in", SERVER_CORE, BODY=body)
        difference = size - response_size(server.port, "/", {})
        if difference == 0:
            break
        body = body + "x" * difference if difference > 0 else body[:difference]
        server.stop()
    return server


def compare(name, ours, theirs, pairs, seconds, target):
    """Alternates the two sides; returns the row of the table."""
    ratios, own, other, notes = [], [], [], set()
    ours(1)
    theirs(1)
    for index in range(pairs):
        order = (ours, theirs) if index % 2 == 0 else (theirs, ours)
        results = [side(seconds) for side in order]
        mine, peer = results if index % 2 == 0 else results[::-1]
        own.append(mine["per_cpu_second"])
        other.append(peer["per_cpu_second"])
        ratios.append(mine["per_cpu_second"] / peer["per_cpu_second"])
        for side, result in (("gateway", mine), ("peer", peer)):
            if result["refused"]:
                notes.add(f"{side}: refused some")
            if result["broken"]:
                notes.add(f"{side}: {result['broken']}")
    row = {
        "case": name, "ours": statistics.median(own), "peer": statistics.median(other),
        "ratio": statistics.median(ratios), "ratios": ratios, "target": target, "notes": sorted(notes),
    }
    verdict = "ok" if row["ratio"] >= target else "BELOW"
    print(
        f"{name:44} {row['ours']:>10,.0f} {row['peer']:>10,.0f} {row['ratio']:>7.2f}"
        f" {target:>7.2f}  {verdict}  {'; '.join(row['notes'])}", flush=True)
    return row


class Bench:
    """The servers of one run."""

    def __init__(self, pairs, seconds):
        self.pairs, self.seconds = pairs, seconds
        self.rows, self.counted, self.started = [], [], []

    def start(self, server):
        self.started.append(server)
        return server

    def stop(self):
        for server in reversed(self.started):
            server.stop()

    def side(self, server, path, connections, method="GET", headers=None, also=(), fresh=None):
        """A callable that runs one burst against a server; `fresh` makes headers anew for each."""
        def run(seconds):
            made = fresh() if fresh else headers
            pids = [server.pid] + [other.pid for other in also]
            return burst(
                f"http://127.0.0.1:{server.port}{path}", pids, connections, seconds, LOAD_CORE, method, made)
        return run

    def run(self):
        print(
            f"{'case':44} {'ours':>10} {'peer':>10} {'ratio':>7} {'target':>7}"
            "  requests a second of server CPU")
        redis = self.start(peers.redis(SERVER_CORE))
        upstream = self.start(peers.nginx("upstream", "static.conf.in", LOAD_CORE, BODY="y" * 512))
        gateway = self.start(peers.gateway(redis, upstream.port, SERVER_CORE))
        self.polls(gateway, redis)
        self.proxied(gateway, redis, upstream)
        self.joins(gateway, redis)
        self.crowd(gateway, redis)
        self.idle(gateway)
        self.steps()

    def polls(self, gateway, redis):
        slip = {"Sluice-Slip": join(gateway.port, "line")}
        path = "/_sluice/v1/rooms/line/place"
        static = self.start(padded_static(response_size(gateway.port, path, slip)))
        for connections in (64, 512):
            self.rows.append(compare(
                f"poll, {connections} connections, nginx return 200",
                self.side(gateway, path, connections, headers=slip, also=[redis]),
                self.side(static, "/", connections, headers=slip), self.pairs, self.seconds,
                0.9 if connections == 64 else 0.0))

    def proxied(self, gateway, redis, upstream):
        proxy = self.start(peers.nginx("proxy", "proxy.conf.in", SERVER_CORE, UPSTREAM=upstream.port))

        def fresh():
            return {"Sluice-Admission": admit(gateway.port, "open")}
        for connections in (64, 512):
            self.rows.append(compare(
                f"proxied, {connections} connections, nginx proxy_pass",
                self.side(gateway, "/page", connections, also=[redis], fresh=fresh),
                self.side(proxy, "/page", connections), self.pairs, self.seconds,
                0.9 if connections == 64 else 0.0))

    def joins(self, gateway, redis):
        room_redis = self.start(peers.redis(SERVER_CORE))
        room = self.start(peers.nginx("lua", "lua.conf.in", SERVER_CORE, REDIS=room_redis.path))
        for connections, target in ((64, 2.5), (512, 3.0)):
            self.rows.append(compare(
                f"join, {connections} connections, nginx + Lua + Redis",
                self.side(
                    gateway, "/_sluice/v1/rooms/line/places", connections, "POST",
                    {"Content-Length": "0"}, also=[redis]),
                self.side(room, "/join", connections, "POST", {"Content-Length": "0"}, also=[room_redis]),
                self.pairs, self.seconds, target))

    def crowd(self, gateway, redis):
        """The same poll with a thousand and with ten million places in the line."""
        other_redis = self.start(peers.redis(SERVER_CORE))
        other = self.start(peers.gateway(other_redis, 1, SERVER_CORE))
        key = "sluice:{line}:state"
        subprocess.run(["redis-cli", "-s", redis.path, "HSET", key, "issued", "10000000"],
                       check=True, capture_output=True)
        subprocess.run(["redis-cli", "-s", other_redis.path, "HSET", key, "issued", "1000"],
                       check=True, capture_output=True)
        time.sleep(1)
        path = "/_sluice/v1/rooms/line/place"
        many, few = {"Sluice-Slip": join(gateway.port, "line")}, {"Sluice-Slip": join(other.port, "line")}
        self.rows.append(compare(
            "poll at 10,000,000 places against 1,000",
            self.side(gateway, path, 64, headers=many, also=[redis]),
            self.side(other, path, 64, headers=few, also=[other_redis]), self.pairs, self.seconds, 0.95))

    def tell(self, name, seen, holds):
        """A row that is counted and not timed."""
        self.counted.append({"case": name, "seen": seen, "holds": holds})
        print(f"{name:44} {seen}  {'ok' if holds else 'BELOW'}", flush=True)

    def idle(self, gateway):
        """The memory of idle kept connections, next to nginx."""
        slip = {"Sluice-Slip": join(gateway.port, "line")}
        path = "/_sluice/v1/rooms/line/place"
        static = self.start(padded_static(response_size(gateway.port, path, slip)))
        ours = counts.idle_connections(gateway.pid, gateway.port, path, slip)
        theirs = counts.idle_connections(static.pid, static.port, "/", slip)
        self.tell(
            "9,000 idle connections, bytes each", f"gateway {ours:,.0f} (at most 2,048), nginx {theirs:,.0f}",
            ours <= 2048)

    def steps(self):
        """System calls and allocations a poll, at a thousand and at ten million places."""
        seen = [self.steps_at(issued) for issued in (1_000, 10_000_000)]
        calls, allocations = [one[0] for one in seen], [one[1] for one in seen]
        self.tell(
            "system calls a poll, 1,000 and 10,000,000", f"{calls[0]} and {calls[1]}", calls[0] == calls[1])
        self.tell(
            "allocations a poll, 1,000 and 10,000,000", f"{allocations[0]:.4f} and {allocations[1]:.4f}",
            max(allocations) < 0.01)

    def steps_at(self, issued):
        """A gateway of its own, whose allocations are counted, with so many places given out."""
        counter = counts.AllocationCounter()
        redis = self.start(peers.redis(SERVER_CORE))
        gateway = self.start(peers.gateway(redis, 1, SERVER_CORE, counter.environment))
        subprocess.run(
            ["redis-cli", "-s", redis.path, "HSET", "sluice:{line}:state", "issued", str(issued)],
            check=True, capture_output=True)
        time.sleep(1)
        slip = {"Sluice-Slip": join(gateway.port, "line")}
        path = "/_sluice/v1/rooms/line/place"
        counts.polls(gateway.port, path, slip, 5000)
        slopes = [counter.each_poll(gateway.port, path, slip) for _ in range(3)]
        allocations = statistics.median(slope for slope, _ in slopes)
        return counts.system_calls(gateway.pid, gateway.port, path, slip), allocations


CASES = ("polls", "proxied", "joins", "crowd", "idle", "steps")
PARTS = ("peers", "seats")


def chosen(arguments):
    """The parts to run, each with its cases; an empty choice is all of them."""
    names = [name for name in arguments.only.split(",") if name]
    unknown = set(names) - set(CASES) - set(SEAT_CASES)
    if unknown:
        sys.exit(f"no such case: {', '.join(sorted(unknown))}")
    cases = {"peers": CASES, "seats": SEAT_CASES}
    wanted = [arguments.part] if arguments.part else PARTS
    picked = {part: [case for case in cases[part] if not names or case in names] for part in wanted}
    picked = {part: names for part, names in picked.items() if names}
    if not picked:
        sys.exit(f"nothing of {arguments.only} in the part {arguments.part}")
    return picked


def run_peers(arguments, names):
    """The gateway next to its peers."""
    bench = Bench(arguments.pairs, arguments.seconds)
    for name in CASES:
        if name not in names:
            setattr(bench, name, lambda *_: None)
    try:
        bench.run()
    finally:
        bench.stop()
    held = all(row["ratio"] >= row["target"] for row in bench.rows)
    return {"rows": bench.rows, "counted": bench.counted}, held and all(row["holds"] for row in bench.counted)


def run_seats(arguments, names):
    """The whole system selling seats."""
    bench = SeatsBench(arguments.seconds, names)
    bench.run()
    return {"holds": bench.rows, "rates": bench.rates}, bench.holds_all()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--part", choices=PARTS, help="one part instead of both")
    parser.add_argument("--only", default="", help="comma list of " + ",".join(CASES + SEAT_CASES))
    arguments = parser.parse_args()
    if not os.path.exists(peers.GATEWAY) and "SLUICE" not in os.environ:
        sys.exit("build first: make build")
    report = {"machine": platform.processor(), "pairs": arguments.pairs}
    verdicts = []
    for part, names in chosen(arguments).items():
        told, held = (run_peers if part == "peers" else run_seats)(arguments, names)
        report |= told
        verdicts.append(held)
    results = os.path.join(os.path.dirname(peers.HERE), "results")
    os.makedirs(results, exist_ok=True)
    with open(os.path.join(results, "bench.json"), "w", encoding="utf-8") as file:
        json.dump(report, file, indent=1)
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())

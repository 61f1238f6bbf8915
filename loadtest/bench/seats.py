"""What a sale does in a second on this machine: every process and the generator share its cores.

Rates are by the clock, medians of several runs; successful holds are compared with pgbench, which runs the
same function of the same server at the same concurrency, the two sides alternating.
"""

import statistics

import database
from rushes import rush
from sale import Sale, binary

CASES = ("holds", "refused", "search", "map")
PEOPLE = 40
# What booking keeps, however many ask at once. Tried with 8 and with 32: neither was clearly better.
DATABASE_CONNECTIONS = 8
# Pairs of a comparison: pgbench has seats for so many.
PAIRS = 5
# The first days are sold through the gateway; pgbench sells copies of the last ones in the past, of which
# Redis never hears, so that nothing is compared and mended while somebody measures.
OURS = ("--first-day", 1, "--days", 3)
PEER_DAYS = (4, 12)


class SeatsBench:
    """The cases of one run, over one system."""

    def __init__(self, seconds, only):
        self.seconds = seconds
        self.only = only or CASES
        self.rows, self.rates, self.seed = [], [], 0

    def run(self):
        self.sale = Sale(binary(), DATABASE_CONNECTIONS)
        try:
            self.sale.start()
            if "holds" in self.only:
                self.holds()
            print(f"{'case':44} {'seen':>10} {'target':>10}            a second, all on the same cores")
            for name in CASES[1:]:
                if name in self.only:
                    getattr(self, name)()
        finally:
            self.sale.clean()

    def rush(self, *flags):
        self.seed += 1
        report = rush(self.sale, "--people", PEOPLE, "--seed", self.seed, *OURS, *flags)
        broken = [check["name"] for check in report["checks"]
                  if check["holds"] is False and "of losers, ms" not in check["name"]]
        if broken:
            raise RuntimeError(f"not sound: {broken}\n{report['output']}")
        return report

    # Rates.

    def tell(self, name, reports, target):
        rate = statistics.median(report["a_second"] for report in reports)
        middle = sorted(reports, key=lambda report: report["a_second"])[len(reports) // 2]
        cost = ", ".join(f"{role} {time:.0f}" for role, time in middle["cpu"].items() if time >= 0.5)
        self.rates.append({
            "case": name, "seen": rate, "all": [report["a_second"] for report in reports], "target": target,
            "p50_ms": middle["others"]["p50_us"] / 1000, "p99_ms": middle["others"]["p99_us"] / 1000,
            "cpu_us": middle["cpu"]})
        verdict = "ok" if rate >= target else "BELOW"
        print(f"{name:44} {rate:>10,.0f} {target:>10,}  {verdict:6} {cost}", flush=True)

    def refused(self):
        """Everybody wants the same seats: all but one of 1,187 attempts on each are refused."""
        for connections in (64, 512):
            reports = [
                self.rush("--seats", 50, "--attempts", 1187, "--connections", connections) for _ in range(3)]
            self.tell(f"refused holds, {connections} connections", reports, 8000)

    def reading(self, ask, name):
        for connections in (64, 512):
            reports = [
                self.rush("--ask", ask, "--connections", connections, "--span", f"{self.seconds + 1}s")
                for _ in range(3)]
            self.tell(f"{name}, {connections} connections", reports, 5000)
        length = reports[0]["bytes"] // reports[0]["answered"]
        print(f"    {reports[0]['questions']} different questions, {length} bytes an answer")

    def search(self):
        self.reading("search", "search")

    def map(self):
        self.reading("map", "seat map")

    # Successful holds, next to pgbench.

    def holds(self):
        """Free seats, each wanted once; and hot ones, each wanted by eight at once."""
        print(f"{'case':44} {'ours':>10} {'pgbench':>10} {'ratio':>7} {'target':>7}"
              "  successful holds a second")
        peer = database.Holds(self.sale, PEER_DAYS, PEOPLE)
        for clients in (8, 32, 64):
            for attempts, word in ((1, "free seats"), (8, "hot seats, 8 attempts each")):
                self.compare(f"holds, {clients} at once, {word}", peer, clients, attempts)

    def compare(self, name, peer, clients, attempts):
        seats = 2400 if attempts == 1 else 640
        ours, theirs = [], []
        for index in range(PAIRS):
            sides = [
                lambda: ours.append(self.granted(clients, attempts, seats)),
                lambda: theirs.append(peer.run(clients, attempts, seats))]
            for side in sides if index % 2 == 0 else sides[::-1]:
                side()
        ratios = [mine / other for mine, other in zip(ours, theirs)]
        row = {
            "case": name, "ours": statistics.median(ours), "peer": statistics.median(theirs),
            "ratio": statistics.median(ratios), "ratios": ratios, "target": 0.8, "notes": []}
        self.rows.append(row)
        verdict = "ok" if row["ratio"] >= row["target"] else "BELOW"
        print(f"{name:44} {row['ours']:>10,.0f} {row['peer']:>10,.0f} {row['ratio']:>7.2f}"
              f" {row['target']:>7.2f}  {verdict}", flush=True)

    def granted(self, clients, attempts, seats):
        report = self.rush(
            "--seats", seats, "--attempts", attempts, "--connections", clients, "--trips", 40,
            "--together", max(1, clients // 8))
        return 1000 * report["granted"] / report["milliseconds"]

    def holds_all(self):
        """Whether every target was met."""
        met = all(row["ratio"] >= row["target"] for row in self.rows)
        return met and all(rate["seen"] >= rate["target"] for rate in self.rates)

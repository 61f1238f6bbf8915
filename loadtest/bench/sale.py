"""A whole system of the bench's own, as `sluice up` runs it, for a sale: what it sells and what it costs."""

import os
import pathlib
import shutil
import sys

from processes import cpu_seconds

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "Tests" / "Purchases"))

from system import System  # noqa: E402

ROOMS = """rooms:
  - {name: demo, match: [{path: /**}], upstream: site, rate: 5000, capacity: 20000}
"""
# Holds stand while the bench runs, so that none of them expires in the middle of a measurement, and few
# accounts take many seats. Everything else is as it comes.
BOOKING = (
    "rules: {seats_per_trip: 1000000, seats_per_day: 1000000, hold: 2h}, sale_days: 12,"
    " database_connections: %d")


class Sale(System):
    """Some days of the sample timetable on sale."""

    def __init__(self, binary, database_connections):
        super().__init__(binary, ROOMS, keys={"booking": BOOKING % database_connections})

    @property
    def target(self):
        return f"127.0.0.1:{self.ports[0]}"

    @property
    def codes(self):
        """Identity's ops listener, where a demonstration shows one-time codes."""
        return f"127.0.0.1:{self.ports[2 + 2 * (1 + self.SERVICES.index('identity')) + 1]}"

    @property
    def database(self):
        """The folder of the database's socket."""
        return str(self.data / "postgres")

    def clean(self):
        """Stops it and removes its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def cpu(self):
        """Processor seconds of every process, by role, its children included."""
        return {role: cpu_seconds([pid]) for role, pid in self.children().items()}


def binary():
    """The executable under test."""
    return os.environ.get("SLUICE") or str(ROOT / ".build" / "release" / "sluice")

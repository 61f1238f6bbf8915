#!/usr/bin/env python3
"""Checks the wire contract against a system of its own; see README.md.

Takes the built executable: `.venv/bin/python Tests/Contract/run.py .build/debug/sluice [--only NAME]`.
"""

import argparse
import concurrent.futures
import shutil
import sys
import time
import traceback

import documents
import reads
import writes
from shop import Shop

# Of two tests at once none may touch what the other looks at: those that clear the limits go first, alone.
ALONE = [writes.send_code]
# Each of these needs what the one before it left, or lets a service stand still.
IN_TURN = [writes.claim, writes.finish, writes.refund]


class Tally:
    """Runs tests, prints what became of each, and counts them."""

    def __init__(self, shop, only):
        self.shop = shop
        self.only = only
        self.passed = self.failed = 0

    def run(self, name, test, *arguments):
        if self.only and self.only not in name:
            return
        began = time.monotonic()
        try:
            test(*arguments)
            self.passed += 1
            print(f"ok      {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:
            self.failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc(limit=-3)}", flush=True)


def complete(shop):
    missing, stale = writes.untested(shop)
    assert not missing and not stale, f"writes without a line: {missing}; lines without a write: {stale}"


def write_tests(tally, shop):
    tally.run("every write has a line", complete, shop)
    names = {test: f"{method} {path} ({role})" for (role, method, path), test in writes.LINES.items()}
    for test in [*ALONE, *IN_TURN]:
        tally.run(names.pop(test), test, shop)
    shop.free_seats(shop.person())
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for test, name in names.items():
            pool.submit(tally.run, name, test, shop)
        for test in reads.ALL:
            pool.submit(tally.run, f"reads: {test.__name__}", test, shop)


def document_tests(tally, shop):
    for test in [documents.sound, documents.routes, documents.needs, documents.codes, documents.answers]:
        tally.run(f"documents: {test.__name__}", test, shop)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--only", help="run the tests whose name has this text")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the run")
    options = parser.parse_args()
    shop = Shop(options.binary)
    tally = Tally(shop, options.only)
    try:
        shop.start()
        began = time.monotonic()
        write_tests(tally, shop)
        document_tests(tally, shop)
        print(f"{time.monotonic() - began:.1f} s")
    finally:
        shop.stop()
        if options.keep or tally.failed:
            print(f"kept: {shop.folder}")
        else:
            shutil.rmtree(shop.folder, ignore_errors=True)
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed or not tally.passed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs the browser tests; see README.md. Ends with `N passed, N failed` and 1 when one failed."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from browser import Browser
from stub_server import Gateway
import gateway_tests
import page_tests

ROOT = Path(__file__).resolve().parents[2]


def render(folder):
    """Lets the Swift tests write every page as the gateway would send it."""
    command = ["swift", "test", "--package-path", str(ROOT), "--filter", "WaitingPageFilesTests"]
    result = subprocess.run(
        command, env=dict(os.environ, SLUICE_PAGES=folder), capture_output=True, text=True
    )
    if not (Path(folder) / "policy.txt").exists():
        sys.exit(f"the pages were not rendered:\n{result.stdout[-3000:]}{result.stderr[-3000:]}")


def shown(browser):
    """What the browser shows when a test has failed: its address and the beginning of its text."""
    try:
        return f"at {browser.driver.current_url}:\n{browser.run('return document.body.innerText')[:800]}"
    except Exception as failure:
        return f"the browser says nothing: {failure}"


class Tally:
    """Runs tests one by one and counts them."""

    def __init__(self, only):
        self.only = only
        self.passed = self.failed = 0

    def run(self, test, browser, *arguments):
        name = test.__name__.replace("_", " ")
        if self.only and self.only not in name:
            return
        started = time.monotonic()
        try:
            test(browser, *arguments)
            complaints = browser.complaints()
            assert not complaints, f"the console says: {complaints}"
            self.passed += 1
            print(f"ok      {name} ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception as failure:
            self.failed += 1
            where = "".join(traceback.format_tb(failure.__traceback__, limit=-6))
            # The driver's own stack says nothing to anybody here.
            what = str(failure).split("\nStacktrace:")[0]
            print(f"FAILED  {name}\n{where}{type(failure).__name__}: {what}\n{shown(browser)}", flush=True)


def fresh(browser):
    """Gives the next test one window, no emulation and nothing on the console."""
    for handle in browser.driver.window_handles[1:]:
        browser.driver.switch_to.window(handle)
        browser.driver.close()
    browser.driver.switch_to.window(browser.driver.window_handles[0])
    browser.offline(False)
    browser.media()
    browser.command("Emulation.clearDeviceMetricsOverride")
    browser.open("about:blank")
    browser.complaints()


def against_stub(tally, pages):
    for tests, script in [(page_tests.WITH_SCRIPT, True), (page_tests.WITHOUT_SCRIPT, False)]:
        browser = Browser(script=script)
        try:
            for test in tests:
                gateway = Gateway(pages).start()
                fresh(browser)
                tally.run(test, browser, gateway)
                gateway.shutdown()
                gateway.server_close()
        finally:
            browser.close()


def against_gateway(tally, base, moving, standing):
    for tests, path in [(gateway_tests.STANDING, standing), (gateway_tests.MOVING, moving)]:
        for test in tests:
            browser = Browser()
            try:
                tally.run(test, browser, base, path)
            finally:
                browser.close()


def main():
    parser = argparse.ArgumentParser(description="Tests the waiting page in headless Chromium.")
    parser.add_argument("--pages", help="folder of rendered pages; without it they are rendered first")
    parser.add_argument(
        "--base-url",
        default=os.environ.get("SLUICE_URL"),
        help="a running gateway: test that in place of the stub",
    )
    parser.add_argument("--path", default="/", help="a path whose room has a line that moves")
    parser.add_argument("--standing", default="/standing/", help="a path whose room is paused")
    parser.add_argument("--only", help="run the tests whose name has this text")
    options = parser.parse_args()
    tally = Tally(options.only)
    if options.base_url:
        against_gateway(tally, options.base_url.rstrip("/"), options.path, options.standing)
    elif options.pages:
        against_stub(tally, options.pages)
    else:
        with tempfile.TemporaryDirectory() as folder:
            render(folder)
            against_stub(tally, folder)
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed or not tally.passed else 0)


if __name__ == "__main__":
    main()

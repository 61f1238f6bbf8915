#!/usr/bin/env python3
"""A ticket bought in a real browser: from the waiting page to a PDF that reads back and a code that verifies.

Takes the built executable:
`.venv/bin/python Tests/Browser/purchase_tests.py .build/debug/sluice [--only NAME]`.
"""

import argparse
import base64
import pathlib
import subprocess
import sys
import tempfile

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Purchases"))

import accessibility  # noqa: E402
from browser import Browser  # noqa: E402
from run import Tally  # noqa: E402
from system import System  # noqa: E402

# Everybody waits a moment: the way begins on the waiting page.
SETTINGS = """routes:
  - {path: /api/accounts/**, upstream: identity}
  - {path: /api/sessions/**, upstream: identity}
  - {path: /api/otp/**, upstream: identity}
  - {path: /api/tokens/**, upstream: identity}
  - {path: /api/identity/**, upstream: identity}
  - {path: /api/stations/**, upstream: booking}
  - {path: /api/trips/**, upstream: booking}
  - {path: /api/holds/**, upstream: booking}
  - {path: /api/orders/**, upstream: booking}
  - {path: /api/waitlist/**, upstream: booking}
  - {path: /api/payments/**, upstream: payment}
  - {path: /pay/**, upstream: payment}
  - {path: /api/tickets/**, upstream: ticket}
rooms:
  - name: demo
    match: [{path: /**}]
    except:
      - {path: /assets/**}
      - {path: /pay/**}
      - {path: /api/payments/webhooks/**}
      - {path: /api/payments/return/**}
      - {path: /api/tickets/keys}
    upstream: site
    mode: always
    rate: 1
    capacity: 50
"""


class Shop(System):
    """A system whose identity service has demo accounts."""

    def text(self, settings):
        text = super().text(settings)
        return text.replace("  identity: {", "  identity: {demo: true, password_memory: 1MiB, ")


class Shopper:
    """One browser on its way through the site."""

    def __init__(self, browser, shop):
        self.browser = browser
        self.shop = shop
        self.account = shop.demo()["passenger"]

    def enter(self, path="/"):
        """Waits in the line until the site appears."""
        self.browser.open(self.shop.base + path)
        self.browser.until(lambda: self.browser.visible("#content h1"), "the site after the line", 60)

    def title(self):
        return self.browser.run("const h = document.querySelector('h1'); return h && h.textContent")

    def type(self, name, text):
        field = self.browser.driver.find_element(By.NAME, name)
        field.clear()
        field.send_keys(text)

    def find_train(self):
        """Tries pairs of stations until there is a train with free seats."""
        driver = self.browser.driver
        count = len(Select(driver.find_element(By.NAME, "from")).options)
        for start in range(1, count):
            for end in range(1, count):
                if start == end:
                    continue
                self.browser.open(self.shop.base + "/")
                Select(driver.find_element(By.NAME, "from")).select_by_index(start)
                Select(driver.find_element(By.NAME, "to")).select_by_index(end)
                day = driver.find_element(By.NAME, "date")
                # The last day that can be chosen: none of its trains has left.
                driver.execute_script("arguments[0].value = arguments[0].max", day)
                self.browser.click("form.search button.main")
                if driver.find_elements(By.CSS_SELECTOR, ".classes a.main"):
                    return
        raise AssertionError("no train with free seats")

    def choose(self, count):
        """Goes to the seats of the first class and ticks so many."""
        self.browser.click(".classes a.main")
        boxes = self.browser.driver.find_elements(By.CSS_SELECTOR, "input[name=seat]:enabled")[:count]
        seats = [box.get_attribute("value") for box in boxes]
        for box in boxes:
            # A keyboard reaches and ticks every seat.
            box.send_keys(" ")
        return seats

    def log_in(self):
        self.type("login", self.account["email"])
        self.type("password", self.account["password"])
        self.browser.click("main form button.main")

    def fill(self, names):
        for index, name in enumerate(names):
            self.type(f"name{index}", name)
        self.type("email", "traveller@home.example")
        self.browser.click("main form button.main")

    def pay(self):
        """Pays with play money; the provider's page is not ours, so only its form is known."""
        self.browser.click("main form button.main")
        driver = self.browser.driver
        self.browser.until(lambda: "/pay/" in driver.current_url, "the provider's page")
        self.browser.click("form button")
        self.browser.until(lambda: "/orders/" in driver.current_url, "the way back to the order")


def a_ticket_is_bought_from_the_line_to_the_pdf(browser, shop):
    shopper = Shopper(browser, shop)
    browser.open(shop.base + "/")
    assert browser.run("return !!document.getElementById('place')"), "no waiting page"
    shopper.enter()
    shopper.find_train()
    seats = shopper.choose(2)
    browser.click("#seats button.main")
    browser.until(lambda: "/login" in browser.driver.current_url, "the login")
    shopper.log_in()
    # Back at the plan, the chosen seats are ticked still.
    ticked = browser.run(
        "return [...document.querySelectorAll('input[name=seat]:checked')].map(e => e.value)")
    assert sorted(ticked) == sorted(seats), (ticked, seats)
    browser.click("#seats button.main")
    browser.until(lambda: "/holds/" in browser.driver.current_url, "the hold")
    browser.until(
        lambda: ":" in browser.run("return document.querySelector('.until').textContent"), "the time")
    shopper.fill(["Rahima Khatun", "আব্দুর রহিম"])
    browser.until(lambda: "/orders/" in browser.driver.current_url, "the order")
    shopper.pay()
    browser.until(lambda: browser.visible(".tickets img"), "the tickets", 60)
    check_tickets(browser, shop, seats, ["Rahima Khatun", "আব্দুর রহিম"])
    # The turn is over: the next page is the line again.
    browser.open(shop.base + "/")
    assert browser.run("return !!document.getElementById('place')"), "the turn goes on"


def check_tickets(browser, shop, seats, names):
    links = browser.run("return [...document.querySelectorAll('a[download]')].map(e => e.href)")
    images = browser.run("return [...document.querySelectorAll('.tickets img')].map(e => e.src)")
    assert len(links) == len(images) == len(seats)
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for index, (link, image) in enumerate(zip(links, images)):
            document = pathlib.Path(folder, f"{index}.pdf")
            document.write_bytes(base64.b64decode(link.split(",", 1)[1]))
            texts.append(subprocess.check_output(["pdftotext", "-layout", document, "-"], text=True))
            picture = pathlib.Path(folder, f"{index}.png")
            picture.write_bytes(base64.b64decode(image.split(",", 1)[1]))
            code = subprocess.check_output(["zbarimg", "-q", "--raw", picture], text=True).strip()
            keys = shop.data / "public" / "ticket.keys.json"
            subprocess.run([shop.binary, "ticket", "verify", code, "--keys", keys], check=True)
        whole = "\n".join(texts)
        for name in names:
            assert name in whole, f"{name} is not on a ticket:\n{whole}"


def everything_up_to_the_payment_works_without_a_script(browser, shop):
    shopper = Shopper(browser, shop)
    shopper.enter("/orders")
    shopper.log_in()
    driver = browser.driver
    driver.get(shop.base + "/")
    options = Select(driver.find_element(By.NAME, "from")).options
    day = driver.find_element(By.NAME, "date").get_attribute("max")
    stations = [option.get_attribute("value") for option in options][1:]
    found = False
    for start in stations:
        for end in stations:
            if start != end and not found:
                driver.get(f"{shop.base}/trips?from={start}&to={end}&date={day}")
                found = bool(driver.find_elements(By.CSS_SELECTOR, ".classes a.main"))
    assert found, "no train with free seats"
    shopper.choose(1)
    browser.click("#seats button.main")
    shopper.fill(["Karim"])
    assert "/orders/" in driver.current_url
    browser.click("main form button.main")
    browser.until(lambda: "/pay/" in driver.current_url, "the provider's page")


def the_plan_follows_what_others_take(browser, shop):
    shopper = Shopper(browser, shop)
    shopper.enter("/orders")
    shopper.log_in()
    shopper.find_train()
    seats = shopper.choose(1)
    plan = browser.driver.current_url
    browser.until(lambda: not browser.run("return document.querySelector('.live').hidden"), "live seats")
    browser.driver.switch_to.new_window("tab")
    browser.open(plan)
    browser.click(f"label:has(input[value='{seats[0]}'])")
    browser.click("#seats button.main")
    browser.until(lambda: "/holds/" in browser.driver.current_url, "the hold")
    browser.driver.switch_to.window(browser.driver.window_handles[0])
    box = f"document.querySelector(\"input[value='{seats[0]}']\")"
    browser.until(lambda: browser.run(f"return {box}.disabled && !{box}.checked"), "the seat to be taken", 20)
    assert browser.run("return document.querySelector('.status').textContent.length > 0")


def page_faults(browser):
    """What is wrong with a page of the site as it stands: contrast, names, targets, reflow on a phone."""
    browser.size(360)
    found = [
        f"contrast {ratio} of {text!r}"
        for text, ratio in browser.run(accessibility.CONTRAST)
        if ratio < 4.5
    ]
    for control in browser.run(accessibility.CONTROLS):
        if not control["name"]:
            found.append(f"no name: {control}")
        if control["width"] < 24 or control["height"] < 24:
            found.append(f"target under 24 px: {control}")
    if browser.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    if browser.run("return document.querySelectorAll('h1').length") != 1:
        found.append("not one h1")
    return found


def the_pages_are_accessible_in_both_languages(browser, shop):
    shopper = Shopper(browser, shop)
    shopper.enter()
    shopper.find_train()
    results = browser.driver.current_url
    shopper.browser.click(".classes a.main")
    plan = browser.driver.current_url
    for language in ("en", "bn"):
        for address in (shop.base + "/", results, plan, shop.base + "/login", shop.base + "/register"):
            browser.open(address)
            link = f"header a[lang={language}]"
            if browser.driver.find_elements(By.CSS_SELECTOR, link):
                browser.click(link)
            assert browser.run("return document.documentElement.lang") == language
            faults = page_faults(browser)
            assert not faults, (address, faults)


WITH_SCRIPT = [
    a_ticket_is_bought_from_the_line_to_the_pdf,
    the_plan_follows_what_others_take,
    the_pages_are_accessible_in_both_languages,
]
WITHOUT_SCRIPT = [everything_up_to_the_payment_works_without_a_script]


def main():
    parser = argparse.ArgumentParser(description="Buys tickets in headless Chromium.")
    parser.add_argument("binary", help="the built executable")
    parser.add_argument("--only", help="run the tests whose name has this text")
    options = parser.parse_args()
    tally = Tally(options.only)
    shop = Shop(pathlib.Path(options.binary).resolve(), SETTINGS)
    try:
        shop.start()
        for tests, script in ((WITH_SCRIPT, True), (WITHOUT_SCRIPT, False)):
            for test in tests:
                browser = Browser(script=script)
                try:
                    tally.run(test, browser, shop)
                finally:
                    browser.close()
    finally:
        shop.stop()
    if tally.failed:
        print(shop.log.read_text()[-6000:])
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed or not tally.passed else 0)


if __name__ == "__main__":
    main()

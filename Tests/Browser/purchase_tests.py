#!/usr/bin/env python3
"""A ticket bought in a real browser: from the waiting page to a PDF that reads back and a code that verifies.

Takes the built executable:
`.venv/bin/python Tests/Browser/purchase_tests.py .build/debug/sluice [--only NAME]`.
"""

import argparse
import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

from selenium.webdriver.common.by import By

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Purchases"))

import accessibility  # noqa: E402
from browser import Browser  # noqa: E402
from run import Tally  # noqa: E402
from system import System  # noqa: E402

# Everybody waits a moment: the way begins on the waiting page.
SETTINGS = """rooms:
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

# Nobody gets a place without an account, and an account gets one place: the login stands before the line.
BY_ACCOUNT = """rooms:
  - name: demo
    match: [{path: /**}]
    except:
      - {path: /assets/**}
      - {path: /login/**}
      - {path: /register}
      - {path: /verify}
      - {path: /language/**}
    upstream: site
    mode: always
    identity: account
    rate: 1
    capacity: 50
"""


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

    def find_train(self, start="Dhaka", end="Chattogram"):
        """Searches with the keyboard, for the last day that can be chosen: none of its trains has left."""
        driver = self.browser.driver
        self.browser.open(self.shop.base + "/")
        driver.find_element(By.NAME, "from").send_keys(start)
        driver.find_element(By.NAME, "to").send_keys(end)
        day = driver.find_element(By.NAME, "date")
        driver.execute_script("arguments[0].value = arguments[0].max", day)
        self.browser.click("form.search button.main")
        self.browser.until(lambda: self.browser.visible(".classes a.main"), "a train with free seats")

    def hold(self):
        """Takes the ticked seats."""
        self.browser.click("#seats button.main")
        self.browser.until(lambda: "/holds/" in self.browser.driver.current_url, "the hold")

    def choose(self, count):
        """Goes to the seats of the first class and ticks so many."""
        self.browser.click(".classes a.main")
        self.browser.until(lambda: self.browser.visible("#seats button.main"), "the plan")
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
        self.browser.until(lambda: "/login" not in self.browser.driver.current_url, "the end of the login")

    def fill(self, names):
        for index, name in enumerate(names):
            self.type(f"name{index}", name)
        self.type("email", "traveller@home.example")
        self.browser.click("main form button.main")
        self.browser.until(lambda: "/orders/" in self.browser.driver.current_url, "the order")

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
    shopper.hold()
    browser.until(
        lambda: ":" in browser.run("return document.querySelector('.until').textContent"), "the time")
    shopper.fill(["Rahima Khatun", "আব্দুর রহিম"])
    shopper.pay()
    browser.until(lambda: browser.visible(".tickets img"), "the tickets", 60)
    check_tickets(browser, shop, seats, ["Rahima Khatun", "আব্দুর রহিম", "Chattogram", "চট্টগ্রাম"])
    # The turn is over: the next page is the line again.
    browser.open(shop.base + "/")
    assert browser.run("return !!document.getElementById('place')"), "the turn goes on"


def a_ticket_is_bought_in_bangla(browser, shop):
    """Every page on the way is in Bangla, digits and all; the ticket says it in both languages."""
    shopper = Shopper(browser, shop)
    browser.open(shop.base + "/")
    # Chosen once, in the line; the site goes on in it.
    browser.click("nav a[lang=bn]")
    waiting = browser.run("return [document.documentElement.lang, document.querySelector('h1').textContent]")
    assert waiting[0] == "bn" and is_bangla(waiting[1]), waiting
    shopper.enter()
    shopper.find_train("ঢাকা", "সিলেট")
    seats = shopper.choose(1)
    browser.click("#seats button.main")
    browser.until(lambda: "/login" in browser.driver.current_url, "the login")
    shopper.log_in()
    shopper.hold()
    check_bangla(browser)
    shopper.fill(["শিরিন আক্তার"])
    check_bangla(browser)
    shopper.pay()
    browser.until(lambda: browser.visible(".tickets img"), "the tickets", 60)
    check_bangla(browser)
    check_tickets(browser, shop, seats, ["শিরিন আক্তার", "Sylhet", "সিলেট"])


def is_bangla(text):
    return any("\u0980" <= letter <= "\u09ff" for letter in text)


def check_bangla(browser):
    language, heading, text = browser.run(
        "return [document.documentElement.lang, document.querySelector('h1').textContent,"
        " document.querySelector('main').innerText]")
    assert language == "bn"
    assert is_bangla(heading), heading
    assert any("\u09e6" <= letter <= "\u09ef" for letter in text), f"no Bangla digits:\n{text}"


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
            # Its complaint that there is no D-Bus here is no news.
            scan = ["zbarimg", "-q", "--raw", picture]
            code = subprocess.check_output(scan, text=True, stderr=subprocess.DEVNULL).strip()
            keys = shop.data / "public" / "ticket.keys.json"
            verified = subprocess.check_output(
                [shop.binary, "ticket", "verify", code, "--keys", keys], text=True)
            assert verified.startswith("valid"), verified
        whole = "\n".join(texts)
        for name in names:
            assert name in whole, f"{name} is not on a ticket:\n{whole}"


def everything_up_to_the_payment_works_without_a_script(browser, shop):
    shopper = Shopper(browser, shop)
    shopper.enter("/orders")
    shopper.log_in()
    driver = browser.driver
    driver.get(shop.base + "/")
    shopper.find_train()
    shopper.choose(1)
    shopper.hold()
    shopper.fill(["Karim"])
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
    shopper.hold()
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


def who_logs_in_first_gets_one_place_on_every_device(browser, shop):
    browser.open(shop.base + "/orders")
    assert "/login?return=" in browser.driver.current_url, browser.driver.current_url
    Shopper(browser, shop).log_in()
    browser.until(lambda: "/orders" in browser.driver.current_url, "the page that was wanted")
    browser.until(lambda: browser.visible("#content h1"), "the site after the line", 60)
    other = Browser()
    try:
        other.open(shop.base + "/")
        Shopper(other, shop).log_in()
        other.until(lambda: other.visible("#content h1"), "the site after the line", 60)
    finally:
        other.close()
    with urllib.request.urlopen(shop.base + "/_sluice/v1/rooms/demo") as answer:
        assert json.loads(answer.read())["issued"] == 1


WITH_SCRIPT = [
    a_ticket_is_bought_from_the_line_to_the_pdf,
    a_ticket_is_bought_in_bangla,
    the_plan_follows_what_others_take,
    the_pages_are_accessible_in_both_languages,
]
LOGIN_FIRST = [who_logs_in_first_gets_one_place_on_every_device]
WITHOUT_SCRIPT = [everything_up_to_the_payment_works_without_a_script]


def run(tally, binary, settings, groups):
    """Runs groups of tests, each with script or without, over a system of their own."""
    shop = System(binary, settings)
    failed = tally.failed
    try:
        shop.start()
        for tests, script in groups:
            for test in tests:
                browser = Browser(script=script)
                try:
                    tally.run(test, browser, shop)
                finally:
                    browser.close()
    finally:
        shop.stop()
    if tally.failed > failed:
        print(shop.log.read_text()[-6000:])
    shutil.rmtree(shop.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description="Buys tickets in headless Chromium.")
    parser.add_argument("binary", help="the built executable")
    parser.add_argument("--only", help="run the tests whose name has this text")
    options = parser.parse_args()
    tally = Tally(options.only)
    run(tally, options.binary, SETTINGS, [(WITH_SCRIPT, True), (WITHOUT_SCRIPT, False)])
    run(tally, options.binary, BY_ACCOUNT, [(LOGIN_FIRST, True), (LOGIN_FIRST, False)])
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed or not tally.passed else 0)


if __name__ == "__main__":
    main()

"""The waiting page in a real browser, against a gateway whose answers the test sets."""

import json

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import accessibility

PATH = "/trips?from=Dhaka&to=Sylhet"
PLACES, PLACE, ADMISSION = ("/_sluice/v1/rooms/demo" + end for end in ("/places", "/place", "/admission"))
ROOM = "/_sluice/v1/rooms/demo"
SESSION = (200, {"token": "t", "session": "s", "expires_at": "2026-11-21T10:00:00Z"})


def load(browser, gateway, page, language="en"):
    """Opens a page and marks its window, so that a reload would show."""
    gateway.page = page
    browser.open(f"{gateway.url}{PATH}&lang={language}" if language != "en" else gateway.url + PATH)
    browser.run("window.sameWindow = true")


def same_window(browser):
    return browser.run("return window.sameWindow === true")


def shows(browser, identifier, text):
    browser.until(
        lambda: browser.text(identifier) == text,
        f"#{identifier} is {text!r}, but {browser.text(identifier)!r}",
    )


def arrives(browser, seconds=15):
    browser.until(lambda: browser.text("site"), "the site", seconds)
    assert browser.driver.current_url.endswith(PATH), browser.driver.current_url


# ---- In line.


def numbers_change_in_place_and_far_visitors_read_only_the_shared_document(browser, gateway):
    load(browser, gateway, "waiting")
    gateway.set_room(serving=11210, rate_per_second=3.4)
    shows(browser, "ahead", "1,134")
    shows(browser, "serving", "11,210")
    shows(browser, "pace", "204 a minute")
    shows(browser, "likely", "about 6 min")
    assert browser.driver.title == "1,134 ahead · Eid tickets", browser.driver.title
    assert browser.text("updated") != "just now"
    assert gateway.count("GET", PLACE) == 0 and gateway.count("POST", PLACES) == 0
    assert gateway.count("GET", "/trips") == 1 and same_window(browser)


def numbers_that_nobody_holds_are_not_ahead(browser, gateway):
    gateway.set_room(gaps=[[11500, 11599], [30000, 40000]])
    load(browser, gateway, "waiting")
    shows(browser, "ahead", "1,134")


def near_the_front_the_page_asks_for_its_own_place(browser, gateway):
    load(browser, gateway, "near")
    gateway.set_place(serving=12340, ahead=1, wait={"likely": 5, "low": 1, "high": 9})
    shows(browser, "ahead", "1")
    shows(browser, "unit", "person")
    shows(browser, "likely", "under a minute")
    browser.until(lambda: gateway.count("GET", PLACE) >= 3, "three beats")
    assert same_window(browser)


def script_and_server_find_the_same_words(browser, gateway):
    gateway.broken = True
    for language in ("en", "bn"):
        load(browser, gateway, "waiting", language)
        for row in json.loads((gateway.pages / "numbers.json").read_text()):
            if row["language"] != language:
                continue
            likely, low, high = row["wait"]
            browser.run(
                "new BroadcastChannel('sluice-demo').postMessage({place: arguments[0]})",
                {
                    "place": 12345,
                    "state": "waiting",
                    "serving": 1,
                    "ahead": row["ahead"],
                    "wait": {"likely": likely, "low": low, "high": high},
                },
            )
            browser.until(
                lambda: [browser.text(name) for name in ("ahead", "likely", "range")] == row["texts"],
                f"{row}, but {[browser.text(name) for name in ('ahead', 'likely', 'range')]}",
                3,
            )


def bangla_stays_bangla_when_numbers_change(browser, gateway):
    load(browser, gateway, "waiting", "bn")
    gateway.set_room(serving=11210)
    shows(browser, "ahead", "১,১৩৪")
    shows(browser, "place", "১২,৩৪৫")
    assert browser.driver.title == "সামনে ১,১৩৪ জন · Eid tickets", browser.driver.title
    browser.click("nav a[lang=en]")
    shows(browser, "h", "You are in line")
    assert "return=%2ftrips%3ffrom%3dDhaka%26to%3dSylhet" in browser.driver.current_url


def the_operators_message_and_a_pause_are_told(browser, gateway):
    load(browser, gateway, "waiting")
    gateway.set_room(state="paused", message="Back at 10:30 <b>sharp</b>")
    shows(browser, "h", "The line is paused")
    shows(browser, "said", "Back at 10:30 <b>sharp</b>")
    shows(browser, "likely", "known when the line moves")
    assert browser.visible("#said") and "Your place is kept" in browser.text("polite")
    gateway.set_room(state="queueing", message="")
    shows(browser, "h", "You are in line")
    browser.until(lambda: not browser.visible("#said"), "the message goes")
    shows(browser, "place", "12,345")


def screen_readers_are_not_told_every_change(browser, gateway):
    load(browser, gateway, "near")
    browser.run("""window.told = 0; new MutationObserver(() => window.told++).observe(
        document.getElementById('polite'), {childList: true, characterData: true, subtree: true})""")
    for ahead in (40, 30, 20):
        gateway.set_place(serving=12344 - ahead, ahead=ahead)
        shows(browser, "ahead", str(ahead))
    assert browser.run("return window.told") == 0
    browser.click("#check")
    browser.until(
        lambda: browser.text("polite").startswith("20 people ahead of you. Wait:"), "told when asked"
    )


# ---- The turn.


def the_turn_comes_and_the_page_goes_in(browser, gateway):
    load(browser, gateway, "near")
    browser.click("#check")
    browser.run("navigator.vibrate = (pattern) => { window.vibrated = pattern; return true; }")
    gateway.admission = SESSION
    gateway.set_place(state="called", serving=12400, ahead=0)
    browser.until(lambda: browser.text("loud") == "It is your turn", "the call")
    assert browser.run("return window.vibrated && window.vibrated.length") == 5
    assert browser.visible("#enter") and not browser.visible("#ahead")
    arrives(browser)
    assert gateway.count("POST", ADMISSION) == 1


def a_far_visitor_whose_number_is_served_claims_at_once(browser, gateway):
    gateway.admission = SESSION
    load(browser, gateway, "waiting")
    gateway.set_room(serving=12400)
    arrives(browser)
    assert gateway.count("GET", PLACE) == 0


def at_the_door_it_asks_each_second_and_calls_out(browser, gateway):
    load(browser, gateway, "near")
    gateway.admission = (409, {"code": "at_the_door", "retry_after": 1, "ahead": 2})
    gateway.set_place(state="called", serving=12400, ahead=0)
    browser.until(lambda: "at the door" in browser.text("lead"), "the door")
    browser.until(lambda: browser.driver.title == "★ Your turn! · Eid tickets", "the title")
    browser.until(lambda: browser.driver.title == "· · ·", "a blinking title")
    browser.until(lambda: gateway.count("POST", ADMISSION) >= 3, "three claims")
    gateway.admission = SESSION
    arrives(browser)


def reduced_motion_keeps_the_title_still(browser, gateway):
    browser.media(prefers_reduced_motion="reduce")
    load(browser, gateway, "near")
    gateway.admission = (409, {"code": "at_the_door", "retry_after": 1})
    gateway.set_place(state="called")
    browser.until(lambda: browser.driver.title == "★ Your turn! · Eid tickets", "the title")
    browser.run("""window.titles = 0; new MutationObserver(() => window.titles++).observe(
        document.querySelector('title'), {childList: true})""")
    claims = gateway.count("POST", ADMISSION)
    browser.until(lambda: gateway.count("POST", ADMISSION) >= claims + 3, "three claims")
    assert browser.run("return window.titles") == 0


def a_held_line_calls_nobody_out(browser, gateway):
    load(browser, gateway, "near")
    gateway.admission = (503, {"code": "line_held", "retry_after": 1})
    gateway.set_place(state="called", serving=12400, ahead=0)
    shows(browser, "h", "The line is held")
    assert browser.text("loud") == "" and browser.visible("#place")
    gateway.admission = SESSION
    arrives(browser)


def a_place_that_another_tab_used_goes_in_too(browser, gateway):
    load(browser, gateway, "near")
    gateway.inside = True
    gateway.set_place(state="admitted")
    arrives(browser)


def an_admission_that_does_not_open_the_site_never_spins(browser, gateway):
    gateway.admission, gateway.opens = SESSION, False
    load(browser, gateway, "near")
    gateway.set_place(state="called", serving=12400, ahead=0)
    browser.until(lambda: gateway.count("GET", "/trips") == 2, "one try")
    browser.until(lambda: browser.visible("#enter"), "a link to go in by hand")
    browser.until(lambda: gateway.count("POST", ADMISSION) >= 3, "a third claim, after a pause", 20)
    assert gateway.count("GET", "/trips") == 2


def a_passed_turn_offers_to_join_again(browser, gateway):
    load(browser, gateway, "near")
    gateway.set_place(status=410)
    shows(browser, "h", "Your turn has passed")
    gateway.set_place(place=20001, serving=12300, ahead=7700)
    browser.click("#again button")
    shows(browser, "h", "You are in line")
    shows(browser, "place", "20,001")
    assert gateway.count("POST", PLACES) == 1 and same_window(browser)


def leaving_asks_first_and_gives_the_place_up(browser, gateway):
    load(browser, gateway, "near")
    assert not browser.visible("#leave button")
    browser.click("summary")
    browser.until(lambda: browser.visible("#leave button"), "the question")
    browser.click("#leave button")
    shows(browser, "h", "You have left the line")
    assert gateway.count("DELETE", PLACE) == 1 and gateway.count("GET", "/trips") == 1
    assert browser.run("return document.activeElement.closest('form').id") == "again"


# ---- Keeping the place.


def offline_the_place_is_kept_and_the_page_goes_on_afterwards(browser, gateway):
    load(browser, gateway, "near")
    browser.until(lambda: gateway.count("GET", PLACE) >= 1, "a first poll")
    browser.offline(True)
    browser.until(
        lambda: browser.text("note").startswith("You are offline. Your place is kept"), "the notice"
    )
    assert browser.text("place") == "12,345" and browser.visible("#place")
    gateway.set_place(serving=12320, ahead=24)
    browser.offline(False)
    shows(browser, "ahead", "24")
    browser.until(lambda: not browser.visible("#note"), "the notice goes")
    assert browser.text("polite") == "Connected again." and same_window(browser)


def a_gateway_in_trouble_is_asked_less_and_less(browser, gateway):
    gateway.broken = True
    load(browser, gateway, "near")
    browser.until(lambda: browser.text("note").startswith("The waiting room does not answer"), "the notice")
    assert browser.text("place") == "12,345"
    gateway.broken = False
    gateway.set_place(ahead=7)
    shows(browser, "ahead", "7")
    assert len(gateway.requests) < 20 and not browser.visible("#note")


def the_back_button_finds_the_line_again(browser, gateway):
    load(browser, gateway, "near")
    browser.until(lambda: gateway.count("GET", PLACE) >= 1, "a first poll")
    browser.open(gateway.url + "/_sluice/rooms/demo?lang=bn")
    browser.driver.back()
    gateway.set_place(ahead=9)
    shows(browser, "ahead", "9")
    assert browser.text("place") == "12,345"


def two_tabs_share_what_one_of_them_learns(browser, gateway):
    load(browser, gateway, "near")
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    load(browser, gateway, "near")
    browser.until(lambda: gateway.count("GET", PLACE) >= 4, "polls")
    browser.click("summary")
    browser.click("#leave button")
    shows(browser, "h", "You have left the line")
    browser.driver.close()
    browser.driver.switch_to.window(first)
    shows(browser, "h", "You have left the line")
    assert gateway.count("DELETE", PLACE) == 1


def a_hidden_tab_is_woken_by_the_event_stream(browser, gateway):
    load(browser, gateway, "near")
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.until(lambda: gateway.count("GET", ROOM + "/events") >= 1, "the event stream")
    gateway.admission = SESSION
    called = dict(gateway.place[1], state="called", serving=12400, ahead=0)
    gateway.event = called
    browser.until(lambda: gateway.inside, "the claim")
    browser.driver.close()
    browser.driver.switch_to.window(first)
    arrives(browser, 20)


# ---- Without a place.


def newcomers_are_held_and_get_their_place_by_themselves(browser, gateway):
    gateway.join = (503, {"code": "line_held", "retry_after": 1})
    load(browser, gateway, "holding")
    browser.until(lambda: gateway.count("POST", PLACES) >= 2, "two tries")
    assert browser.text("h") == "One moment, please" and not browser.visible("#place")
    gateway.set_place(place=20001, serving=12300, ahead=7700)
    gateway.join = (201, gateway.place[1])
    shows(browser, "place", "20,001")
    assert browser.visible("#place") and same_window(browser)


def a_closed_line_that_opens_lets_people_join(browser, gateway):
    gateway.set_room(state="closed", mode="closed")
    load(browser, gateway, "closed")
    browser.until(lambda: gateway.count("GET", ROOM) >= 2, "two looks")
    assert gateway.count("POST", PLACES) == 0
    gateway.set_room(state="queueing", mode="auto")
    gateway.set_place(place=20001, serving=12300, ahead=7700)
    shows(browser, "h", "You are in line")


def sold_out_is_told_to_everybody(browser, gateway):
    load(browser, gateway, "waiting")
    gateway.set_room(sold_out=True, mode="soldout")
    shows(browser, "h", "Sold out")
    assert not browser.visible("#ahead")


def the_countdown_runs_and_the_opening_gives_a_place(browser, gateway):
    gateway.set_room(state="prequeue", mode="scheduled")
    load(browser, gateway, "prequeue")
    before = browser.text("countdown")
    assert before.startswith("12:"), before
    browser.until(lambda: browser.text("countdown") < before, "a running countdown")
    gateway.set_room(state="queueing")
    shows(browser, "place", "12,345")


def an_error_page_tries_the_site_again(browser, gateway):
    load(browser, gateway, "error")
    gateway.inside = True
    arrives(browser)


def cleared_cookies_get_a_new_place_but_never_two(browser, gateway):
    gateway.set_place(status=404)
    load(browser, gateway, "near")
    browser.until(lambda: "allow cookies" in browser.text("note"), "the notice about cookies")
    assert gateway.count("POST", PLACES) == 2


def if_the_script_cannot_run_the_page_comes_back_by_itself(browser, gateway):
    gateway.policy = None
    gateway.rewrite = lambda page: page.replace("25000", "500").replace("'use strict';", "an old browser")
    load(browser, gateway, "waiting")
    browser.until(lambda: gateway.count("GET", "/trips") >= 3, "two more loads")
    browser.complaints()


# ---- For everybody.


def the_keyboard_reaches_everything_in_order(browser, gateway):
    load(browser, gateway, "waiting")
    body = browser.driver.find_element(By.TAG_NAME, "body")
    seen = []
    for _ in range(5):
        body.send_keys(Keys.TAB) if not seen else browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        seen.append(
            browser.run(
                """const e = document.activeElement, s = getComputedStyle(e);
            const name = (e.labels ? e.labels[0] : e).textContent.trim();
            return [name, s.outlineStyle, parseFloat(s.outlineWidth)]"""
            )
        )
    names = [name for name, _, _ in seen]
    assert names == [
        "English",
        "বাংলা",
        "Check now",
        "Play a sound when it is my turn",
        "Leave the line",
    ], names
    assert all(style == "solid" and width >= 2 for _, style, width in seen), seen
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    browser.until(lambda: browser.visible("#leave button"), "the question opens by keyboard")


def every_state_is_accessible_in_both_languages_and_colour_schemes(browser, gateway):
    gateway.broken = True
    pages = sorted(path.name.split(".")[0] for path in gateway.pages.glob("*.en.html"))
    assert len(pages) >= 14
    for scheme in ("light", "dark"):
        browser.media(prefers_color_scheme=scheme)
        for width in (320, 360, 1280):
            browser.size(width)
            for page in pages:
                for language in ("en", "bn") if width == 320 else ("en",):
                    load(browser, gateway, page, language)
                    faults = accessibility.faults(browser)
                    assert not faults, f"{page}.{language} {scheme} {width}: {faults}"


# What WCAG 1.4.12 lets readers set.
SPACING = """
const sheet = document.styleSheets[0];
sheet.insertRule('* { line-height: 1.5 !important; letter-spacing: .12em !important }');
sheet.insertRule('* { word-spacing: .16em !important }');
sheet.insertRule('p { margin-bottom: 2em !important }');
"""
CUT_OFF = """
return [...document.querySelectorAll('h1, p, dd, dt, a, button, li, label')].filter((e) =>
    e.getClientRects().length && !e.classList.contains('unseen')
    && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map((e) => e.outerHTML)
"""


def wider_text_spacing_cuts_nothing_off(browser, gateway):
    browser.size(320)
    for language in ("en", "bn"):
        load(browser, gateway, "message", language)
        browser.run(SPACING)
        assert not accessibility.faults(browser)
        cut = browser.run(CUT_OFF)
        assert not cut, cut


def forced_colours_keep_the_progress_and_the_chosen_language(browser, gateway):
    browser.media(forced_colors="active")
    load(browser, gateway, "waiting")
    assert browser.run("return getComputedStyle(document.querySelector('.basin')).borderTopStyle") == "solid"
    assert "underline" in browser.run(
        "return getComputedStyle(document.querySelector('nav a[aria-current]')).textDecorationLine"
    )


# ---- Without a script.


def without_a_script_the_page_refreshes_to_the_place_and_to_the_site(browser, gateway):
    gateway.page = "waiting"
    browser.open(gateway.url + PATH)
    browser.until(lambda: gateway.count("GET", "/trips") >= 3, "two refreshes")
    assert browser.driver.find_element(By.ID, "ahead").text == "1,234"
    assert "Cookies must be allowed" in browser.driver.find_element(By.TAG_NAME, "main").text
    assert not [path for _, path in gateway.requests if path.startswith("/_sluice/")]
    gateway.inside = True
    browser.until(lambda: browser.driver.title == "The site", "the site")
    assert browser.driver.current_url.endswith(PATH)


def without_a_script_the_forms_lead_back_to_the_return_path(browser, gateway):
    gateway.rewrite = lambda page: page.replace('content="1;url', 'content="60;url')
    gateway.page = "expired"
    browser.open(gateway.url + PATH)
    browser.click("#again button")
    browser.until(lambda: gateway.count("POST", "/_sluice/rooms/demo/join") == 1, "the form")
    browser.until(lambda: browser.driver.current_url.endswith(PATH), "the way back")


WITHOUT_SCRIPT = [
    without_a_script_the_page_refreshes_to_the_place_and_to_the_site,
    without_a_script_the_forms_lead_back_to_the_return_path,
]
WITH_SCRIPT = [
    test
    for name, test in list(globals().items())
    if getattr(test, "__module__", "") == __name__
    and "gateway" in getattr(test, "__code__").co_varnames
    and test.__code__.co_varnames[:2] == ("browser", "gateway")
    and test.__code__.co_argcount == 2
    and test not in WITHOUT_SCRIPT
]

"""The waiting page as a running gateway serves it, from a line that stands and from one that moves."""

import accessibility


def the_page_is_served_with_its_policy_and_updates_in_place(browser, base, path):
    browser.open(base + path)
    assert browser.run(
        "return !!document.getElementById('main') && !!document.getElementById('data')"
    ), "no waiting page"
    browser.run("window.sameWindow = true")
    before = browser.text("updated")
    browser.until(lambda: browser.text("updated") != before or browser.visible("#enter"), "an update", 30)
    assert browser.run("return window.sameWindow === true")
    assert browser.run("return Number(document.getElementById('place').textContent.replace(/\\D/g, '')) > 0")


def the_place_is_kept_over_a_reload_and_a_second_tab(browser, base, path):
    browser.open(base + path)
    place = browser.text("place")
    browser.driver.refresh()
    assert browser.text("place") == place
    browser.driver.switch_to.new_window("tab")
    browser.open(base + path)
    assert browser.text("place") == place


def the_language_is_switched_and_remembered(browser, base, path):
    browser.open(base + path)
    browser.click("nav a[lang=bn]")
    assert browser.run("return document.documentElement.lang") == "bn"
    browser.open(base + path)
    assert browser.run("return document.documentElement.lang") == "bn"
    browser.click("nav a[lang=en]")


def the_served_page_is_accessible(browser, base, path):
    browser.open(base + path)
    faults = accessibility.faults(browser)
    assert not faults, faults


def the_turn_comes_and_the_site_appears(browser, base, path):
    browser.open(base + path)
    browser.until(
        lambda: browser.run("return !document.getElementById('data')")
        and browser.driver.current_url.endswith(path),
        "the site",
        120,
    )


# In a line that stands nobody is called while a test looks, however slow the machine is.
STANDING = [
    the_place_is_kept_over_a_reload_and_a_second_tab,
    the_language_is_switched_and_remembered,
    the_served_page_is_accessible,
]
MOVING = [
    the_page_is_served_with_its_policy_and_updates_in_place,
    the_turn_comes_and_the_site_appears,
]

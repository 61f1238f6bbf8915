"""Debian's headless Chromium, and the few questions that the tests ask it."""

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


class Browser:
    """One browser of its own, with the page's clock, network and media under the test's hand."""

    def __init__(self, script=True, languages="en"):
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]:
            options.add_argument(argument)
        options.add_argument(f"--lang={languages}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not script:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2}
            )
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(20)

    def close(self):
        self.driver.quit()

    def open(self, url):
        self.driver.get(url)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def text(self, identifier):
        return self.run(
            "const e = document.getElementById(arguments[0]); return e && e.textContent", identifier
        )

    def visible(self, selector):
        return any(element.is_displayed() for element in self.driver.find_elements(By.CSS_SELECTOR, selector))

    def click(self, selector):
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def until(self, condition, what, seconds=15):
        """Waits until a condition without arguments holds; `what` says what did not happen."""

        def check(_):
            try:
                return condition()
            except Exception:  # The page may be on its way to another one.
                return False

        return WebDriverWait(self.driver, seconds, 0.1).until(check, f"never: {what}")

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def size(self, width, height=740, scale=1):
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )

    def media(self, **features):
        self.command(
            "Emulation.setEmulatedMedia",
            features=[{"name": name.replace("_", "-"), "value": value} for name, value in features.items()],
        )

    def offline(self, off):
        self.command("Network.enable")
        self.command(
            "Network.emulateNetworkConditions",
            offline=off,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def complaints(self):
        """What the console says, less the answers of the API that are part of its contract."""
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING") and entry["source"] != "network"
        ]

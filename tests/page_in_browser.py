"""Holds the page that `ttl export --to html` writes against a real browser: offline, with the keyboard alone.

    apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-cjk
    python3 -m venv /tmp/page && /tmp/page/bin/pip install playwright axe-playwright-python
    /tmp/page/bin/python tests/page_in_browser.py target/release/ttl

Needs Chromium (any build, named by CHROMIUM or found on the path) and, from PyPI, `playwright` to drive it and
`axe-playwright-python` to hold it against the rules of accessibility. Fails at the first thing that is not as it should be.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

TTL = str(Path(sys.argv[1]).resolve())
ROOT = Path(__file__).resolve().parent.parent
EVERY_KIND = str(ROOT / "tests" / "exchange" / "every-kind.toml")
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ttl(folder, *arguments):
    environment = {"PATH": os.environ["PATH"], "TTL_HOME": str(folder / "home"), "TTL_LANG": "en"}
    done = subprocess.run([TTL, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"


class Reader:
    """Somebody at a browser without a network and without a mouse."""

    def __init__(self, browser, path, dark=False, narrow=False):
        size = {"width": 390, "height": 844} if narrow else {"width": 1200, "height": 900}
        context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light", offline=True)
        self.page, self.asked, self.said = context.new_page(), [], []
        self.page.add_init_script("window.hits = []; window.hit = (what) => window.hits.push(what);")
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())
        self.path = path

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def now(self, selector=""):
        return self.page.locator(f".sheet.now {selector}".strip())

    def kind(self):
        return self.now().get_attribute("data-kind")

    def verdict(self):
        return self.now(".verdict").inner_text()

    def live(self):
        return self.page.locator("#live").text_content()

    def focus(self):
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")

    def key(self):
        return self.page.evaluate("() => {const all = JSON.parse(document.getElementById('data').textContent).keys;"
                                  " return all[Number(document.querySelector('.card.now').id.slice(5)) - 1];}")

    def places(self, indexes):
        """The digits under which the parts with these indexes stand."""
        return self.page.evaluate(
            """(wanted) => wanted.map((i) => {
                const parts = [...document.querySelectorAll('.card.now .option')];
                const of = (part) => part.dataset.index ?? part.querySelector('input').value;
                return parts.find((part) => of(part) === String(i)).querySelector('kbd').textContent; })""", indexes)

    def answer_rightly(self):
        """Answers the card as its key wants it, with keys only."""
        kind, key = self.kind(), self.key()
        if kind in ("choice", "multi"):
            self.press(*self.places(key["right"]))
        elif kind == "order":
            if "order" in key:
                self.press(*self.places(key["order"]))
        elif kind == "number":
            self.type(str(key.get("number", 1)))
        elif kind == "text":
            self.type(f" {key['accept'][0].upper()} " if "accept" in key else "x")
        elif kind == "match":
            options = "[...document.querySelector('.card.now select').options].map((o) => o.value)"
            values = self.page.evaluate(options)
            self.press(*[str(values.index(str(i))) for i, _ in enumerate(key["sides"])])
        elif kind == "cloze":
            for i, accept in enumerate(key["gaps"][0]):
                if i:
                    self.press("Tab")
                self.type(accept[-1].upper())
        elif kind == "output":
            if "prints" in key:
                self.type(key["prints"].rstrip())
            else:
                self.press("Tab", "Space")
            self.press("Escape")
        self.press("Enter")
        if kind == "flash":
            assert "know it" in self.verdict()
            return self.press("y")
        assert self.verdict().startswith(("right", "not marked")), (kind, key, self.verdict())
        assert self.live().startswith(self.verdict().split()[0]), self.live()
        return self.press("Enter")

    def is_quiet(self):
        """Nothing was asked of any network, nothing failed, and nothing that authors wrote has acted."""
        assert self.asked == [self.path.as_uri()] or set(self.asked) == {self.path.as_uri()}, self.asked
        assert self.said == [], self.said
        assert self.page.evaluate("window.hits") == []

    def is_accessible(self):
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()


def goes_through(browser, path, **how):
    """A whole deck, answered rightly; how many cards."""
    reader = Reader(browser, path, **how)
    reader.is_accessible()
    assert "Begin" in reader.focus() or "begin" in reader.focus(), reader.focus()
    reader.press("Enter")
    total = reader.page.locator(".card").count()
    for number in range(1, total + 1):
        assert reader.now("h2").inner_text().startswith(f"{number}/{total}")
        reader.answer_rightly()
    assert reader.now().get_attribute("id") == "end"
    right, wrong = map(int, re.search(r"(\d+) right, (\d+) wrong", reader.page.locator("#tally").inner_text()).groups())
    assert wrong == 0 and right > total * 0.8, (right, wrong, total)
    reader.is_accessible()
    reader.is_quiet()
    return total


def marks_as_the_terminal_does(browser, path):
    """Tolerance for case, spaces, width, decomposed letters, and the edges of numbers."""
    for id, right, wrong in [
        ("text", ["EPOLL_WAIT", " epoll_wait ", "`epoll_wait`", "ｅｐｏｌｌ＿ｗａｉｔ", "이벤트루프", "이벤트 루프"], ["epoll", "wait_epoll"]),
        ("number", ["7.7", "6.3", "7", "+7 things", "7.0e0"], ["7.71", "6.29", "-7", "70"]),
    ]:
        for typed, wanted in [(t, "right") for t in right] + [(t, "wrong") for t in wrong]:
            reader = Reader(browser, path)
            reader.press("Enter")
            while reader.key()["id"] != f"every-kind/{id}":
                reader.page.locator(".card.now .skip").click()
            reader.page.keyboard.insert_text(typed)
            reader.press("Enter")
            assert reader.verdict().startswith(wanted), (id, typed, reader.verdict())
            reader.page.context.close()


def is_read_with_keys_alone(browser, path):
    reader = Reader(browser, path)
    page = reader.page
    reader.press("?")
    assert page.locator("dialog[open]").is_visible()
    reader.press("Escape", "Enter")
    assert "Question 1 of" in reader.live()
    # Enter without an answer says what is missing instead of taking nothing for one.
    reader.press("Enter")
    assert "press its number" in reader.now(".slip").inner_text()
    reader.press("h")
    assert reader.now(".hints li.shown").count() == 1 and reader.live().startswith("Hint:")
    reader.press("ArrowDown", "ArrowDown")
    assert reader.now("input:checked").count() == 1
    reader.press("l")
    assert page.evaluate("document.documentElement.lang") == "ko"
    visible = reader.now().inner_text()
    assert re.search("[가-힣]", visible) and "Pick" not in visible, visible
    wrong = next(d for d in "12" if d not in reader.places(reader.key()["right"]))
    reader.press(wrong, "Enter")
    assert reader.verdict().startswith("틀림") and "까닭" in reader.now().inner_text()
    reader.is_accessible()
    reader.press("l")
    assert reader.verdict().startswith("wrong")
    reader.press("Enter", "ArrowLeft")
    assert reader.now("h2").inner_text().startswith("1/") and reader.verdict().startswith("wrong")
    # What was answered is known after a reload; where nothing can be kept, the page begins anew without a word.
    page.reload()
    assert "Go on" in page.locator("#begin").inner_text()
    reader.is_quiet()
    context = browser.new_context(offline=True)
    forgetful = context.new_page()
    forgetful.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });")
    errors = []
    forgetful.on("pageerror", lambda error: errors.append(str(error)))
    forgetful.goto(path.as_uri())
    forgetful.keyboard.press("Enter")
    forgetful.keyboard.press("1")
    forgetful.keyboard.press("Enter")
    assert forgetful.locator(".card.now .verdict").inner_text() and errors == [], errors


def is_a_document_without_its_program(browser, path):
    page = browser.new_context(java_script_enabled=False, offline=True).new_page()
    page.goto(path.as_uri())
    text = page.locator("main").inner_text()
    assert "In order" in text and "third" in text and "epoll_wait" in text, text


def says_where_it_was_recorded(browser, path, recorded):
    reader = Reader(browser, path)
    note = reader.now(".note").first.inner_text()
    assert ("author’s machine" in note) == recorded and ("No run was recorded" in note) != recorded, note
    pictures = reader.page.locator(".picture svg").count()
    assert (pictures > 0) == recorded, pictures
    reader.press("Enter", "1", "Enter")
    assert ("on yours" in reader.now(".evidence").inner_text()) == recorded
    assert (reader.now(".outcome").count() > 0) == recorded
    reader.is_accessible()
    reader.is_quiet()


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        folder = Path(folder)
        browser = player.chromium.launch(executable_path=CHROMIUM)
        every, real, unrun = folder / "every.html", folder / "real.html", folder / "unrun.html"
        ttl(folder, "export", EVERY_KIND, "-o", str(every))
        ttl(folder, "export", "concurrency", "blocking-matrix", "--to", "html", "-o", str(real))
        ttl(folder, "export", "concurrency", "--to", "html", "--no-run", "-o", str(unrun))
        total = goes_through(browser, every)
        goes_through(browser, every, dark=True, narrow=True)
        total += goes_through(browser, real, dark=True)
        marks_as_the_terminal_does(browser, every)
        is_read_with_keys_alone(browser, every)
        is_a_document_without_its_program(browser, every)
        says_where_it_was_recorded(browser, real, True)
        says_where_it_was_recorded(browser, unrun, False)
        print(f"{browser.browser_type.name} {browser.version}: {total} cards answered with the keyboard, offline; pages of "
              f"{json.dumps([path.stat().st_size // 1024 for path in (every, real, unrun)])} KiB")
        browser.close()


main()

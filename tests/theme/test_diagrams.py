"""Diagrams are drawn with the site's own copy of Mermaid, under the policy of its hosts."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, expect

from kbgen.output.hosting import Host, content_security_policy
from tests.browser import patient
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

FENCES = """\
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""
PAGE = "# نقشہ {#map}\n\n```mermaid\ngraph LR\n  A --> B\n```\n"
# What Mermaid gives: a drawing as text, with a style element and style attributes.
COPY = """\
window.mermaid = {
  initialize() {},
  async render(id, text) {
    const probe = document.createElement("div");
    probe.innerHTML = "<b>measured</b>";
    if (text.includes("broken")) throw new Error("broken");
    return { svg: `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" width="90" height="40"
      style="max-width: 80px"><style>#${id} rect { fill: rgb(1, 2, 3); }</style>
      <rect width="40" height="20"/><text style="fill: rgb(4, 5, 6)" y="30">A</text></svg>` };
  },
};
"""


def project(site: MakeSite, copy: str = "", page: str = PAGE) -> Project:
    text = f"-- mkdocs.yml --\n{CONFIG}{FENCES}-- content/en/faq/map.md --\n{page}"
    made = site(f"{text}-- content/ur/faq/map.md --\n{page}{copy}")
    made.build()
    return made


@contextlib.contextmanager
def served(folder: Path, policy: str) -> Iterator[str]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


WITH_COPY = f"-- content/assets/mermaid.min.js --\n{COPY}"


def policy(draws: bool) -> str:
    return content_security_policy(Host("/", ("en", "ur"), "en", draws=draws))


def test_a_diagram_is_drawn_under_the_policy(site: MakeSite, browser: Browser) -> None:
    made = project(site, WITH_COPY, f"{PAGE}\n```mermaid\nbroken\n```\n")
    assert "trusted-types kbgen default dompurify" in made.run("hosting", "headers").output
    with served(made.root / "site", policy(draws=True)) as address:
        page = patient(browser.new_page())
        page.goto(f"{address}ur/faq/map/")
        drawing = page.locator(".kb-diagram svg")
        expect(drawing).to_have_count(1)
        expect(page.locator(".kb-diagram")).to_have_css("direction", "ltr")
        expect(drawing.locator("rect")).to_have_css("fill", "rgb(1, 2, 3)")
        expect(drawing.locator("text")).to_have_css("fill", "rgb(4, 5, 6)")
        expect(drawing).to_have_attribute("aria-label", "graph LR\n  A --> B")
        expect(page.locator("pre.mermaid")).to_contain_text("broken")
        page.close()


def test_without_a_copy_its_text_is_shown_and_the_editor_told(
    site: MakeSite, browser: Browser
) -> None:
    made = project(site)
    found = [f for f in made.check(sameness=True) if f["code"] == "KB486"]
    assert ["{path}:{line}".format(**f) for f in found] == ["content/en/faq/map.md:3"]
    assert "assets/mermaid.min.js" in found[0]["hint"]
    assert "dompurify" not in made.run("hosting", "headers").output
    with served(made.root / "site", policy(draws=False)) as address:
        page = patient(browser.new_page())
        page.goto(f"{address}ur/faq/map/")
        page.wait_for_selector("html[data-ready]")
        expect(page.locator("pre.mermaid")).to_contain_text("A --> B")
        expect(page.locator("pre.mermaid code")).to_have_css("direction", "ltr")
        page.close()
    (made.root / "content/assets").mkdir()
    (made.root / "content/assets/mermaid.min.js").write_text(COPY)
    assert [f for f in made.check(sameness=True) if f["code"] == "KB486"] == []


def test_a_diagram_that_is_shown_as_code_is_none(site: MakeSite) -> None:
    page = "# A {#a}\n\n````text\n```mermaid\ngraph LR\n```\n````\n\n```js\nmermaid\n```\n"
    made = project(site, page=page)
    assert [f for f in made.check(sameness=True) if f["code"] == "KB486"] == []

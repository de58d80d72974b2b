"""`kbgen serve` and doubts: both texts beside each other, and a button that settles them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from kbgen.model.doubt import doubts_in
from kbgen.serve.session import Viewer
from tests.doubt_site import ADDRESS, DOUBT, EVERYBODY, ONLY, RECORD, UR, edit, record
from tests.serve.test_serve import Desk, Served, built, differing, serving, wait_for, window
from tests.sites import Project, write_site
from tests.views.test_sameness import PROVEN, STATED

PAGE = "ur/faq/returns/index.html"


NAMES = ("page", "lang", "source", "translation")


class Watched(Served):
    """A project that is served, and a browser's place in it.

    What is in doubt is read of what a browser is sent: the project itself is its own thread's.
    """

    viewer: Viewer

    def doubts(self) -> list[dict[str, Any]]:
        text = self.viewer.sent.get("doubts", '{"doubts": []}')
        found: list[dict[str, Any]] = json.loads(text)["doubts"]
        return found


@pytest.fixture
def doubtful(tmp_path: Path) -> Iterator[Watched]:
    root = write_site(tmp_path / "project", DOUBT).root
    with serving(root, DOUBT, Watched) as served:
        served.viewer = served.session.join(PAGE, "")
        wait_for(served.doubts)
        yield served


def post(served: Served, body: object, content_type: str = "application/json") -> int:
    connection = HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    headers = {"Content-Type": content_type}
    connection.request("POST", "/__kbgen/settle", json.dumps(body).encode(), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_only_a_page_of_this_server_settles_a_doubt(doubtful: Watched) -> None:
    project = Project(doubtful.root)
    [doubt] = doubtful.doubts()
    asked = {"token": doubtful.session.token, **{name: doubt[name] for name in NAMES}}
    refused: object
    for refused in ({**asked, "token": "x"}, {**asked, "token": None}, [], {}, "x", None):
        assert post(doubtful, refused) == 403, refused
    assert post(doubtful, asked, "text/plain") == 403, "another site can send that unasked"
    for name in NAMES:
        assert post(doubtful, {**asked, name: "00000000"}) == 409, "nothing of it is in doubt"
    assert record(project) == []
    assert post(doubtful, asked) == 204
    assert " same " in record(project)[0]
    wait_for(lambda: not doubtful.doubts())


def test_a_text_that_changed_is_not_settled(doubtful: Watched) -> None:
    project = Project(doubtful.root)
    [doubt] = doubtful.doubts()
    edit(project, UR, EVERYBODY, f"{EVERYBODY} واقعی۔")
    wait_for(lambda: doubtful.doubts() and doubtful.doubts() != [doubt])
    assert not doubtful.session.settle(*(doubt[name] for name in NAMES))
    assert record(project) == []


def test_a_record_with_mistakes_is_left_alone(doubtful: Watched) -> None:
    [doubt] = doubtful.doubts()
    (doubtful.root / RECORD).write_text("faq/returns smae\n", "utf-8")
    asked = {"token": doubtful.session.token, **{name: doubt[name] for name in NAMES}}
    assert post(doubtful, asked) == 409
    assert (doubtful.root / RECORD).read_text("utf-8") == "faq/returns smae\n"


@pytest.mark.generator
def test_a_served_page_claims_to_be_the_same_only_if_a_built_one_does(tmp_path: Path) -> None:
    desk = Desk(write_site(tmp_path / "project", PROVEN).root)
    shown = desk.live.output.files

    def claims() -> list[str]:
        pages = ("index.html", "faq/returns/index.html")
        return [page for page in pages if STATED[""] in shown[page].decode()]

    assert STATED[""] not in desk.page("faq/returns/index.html"), "nobody has checked it yet"
    desk.live.finish()
    assert claims() == ["index.html"]
    assert differing(shown, built(desk.root)) == []
    [doubt] = doubts_in(desk.live.check())
    assert desk.live.settle("faq/returns", "ur", doubt.compared.pair)
    desk.change(RECORD)
    desk.live.finish()
    assert claims() == ["index.html", "faq/returns/index.html"]
    assert differing(shown, built(desk.root)) == []
    edit(Project(desk.root), UR, "5 دن", "7 دن")
    desk.change(UR)
    assert STATED[""] not in desk.page("faq/returns/index.html"), "it may be another text now"
    assert STATED[""] in desk.page("index.html"), "this one is the same"
    desk.live.finish()
    assert claims() == ["index.html"], "a contradiction, which a build refuses"
    edit(Project(desk.root), UR, "7 دن", "5 دن")
    desk.change(UR)
    desk.live.finish()
    assert claims() == ["index.html", "faq/returns/index.html"]


def test_a_doubt_is_settled_with_a_click(browser: Browser, doubtful: Watched) -> None:
    with window(browser, doubtful, "ur/faq/returns/") as at:
        line = at.panel("doubts").locator("li")
        expect(line).to_contain_text(ADDRESS)
        expect(line.locator("mark").first).to_have_text("Only")
        expect(line).to_contain_text(ONLY)
        expect(line.locator("[lang=ur]")).to_have_text(EVERYBODY)
        expect(at.panel("doubts")).to_contain_text("1 doubt is open")
        line.get_by_role("button", name="They say the same").click()
        expect(at.panel("doubts")).to_be_hidden()
        [receipt] = record(Project(doubtful.root))
        assert receipt.startswith("faq/returns#who same ")

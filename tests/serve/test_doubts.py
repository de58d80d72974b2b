"""`kbgen serve` and doubts: both texts beside each other, and a button that settles them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kbgen.model.doubt import Doubt, doubts_in
from kbgen.serve.session import doubt_data
from tests.doubt_site import ADDRESS, DOUBT, EVERYBODY, ONLY, RECORD, UR, edit, record
from tests.serve.test_serve import Served, serving, wait_for, window
from tests.sites import Project, write_site

PAGE = "ur/faq/returns/index.html"


@pytest.fixture
def doubtful(tmp_path: Path) -> Iterator[Served]:
    root = write_site(tmp_path / "project", DOUBT).root
    with serving(root, DOUBT) as served:
        wait_for(lambda: bool(doubts(served)))
        yield served


def doubts(served: Served) -> tuple[Doubt, ...]:
    return doubts_in(served.live.findings(PAGE))


def post(served: Served, body: object, content_type: str = "application/json") -> int:
    connection = HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    headers = {"Content-Type": content_type}
    connection.request("POST", "/__kbgen/settle", json.dumps(body).encode(), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_only_a_page_of_this_server_settles_a_doubt(doubtful: Served) -> None:
    project = Project(doubtful.root)
    [doubt] = doubts(doubtful)
    data = doubt_data(doubt)
    names = ("page", "lang", "source", "translation")
    asked = {"token": doubtful.session.token, **{name: data[name] for name in names}}
    refused: object
    for refused in ({**asked, "token": "x"}, {**asked, "token": None}, [], {}, "x", None):
        assert post(doubtful, refused) == 403, refused
    assert post(doubtful, asked, "text/plain") == 403, "another site can send that unasked"
    for name in names:
        assert post(doubtful, {**asked, name: "00000000"}) == 409, "nothing of it is in doubt"
    assert record(project) == []
    assert post(doubtful, asked) == 204
    assert " same " in record(project)[0]
    wait_for(lambda: not doubts(doubtful))


def test_a_text_that_changed_is_not_settled(doubtful: Served) -> None:
    project = Project(doubtful.root)
    [doubt] = doubts(doubtful)
    edit(project, UR, EVERYBODY, f"{EVERYBODY} واقعی۔")
    wait_for(lambda: [one.compared.pair for one in doubts(doubtful)] != [doubt.compared.pair])
    compared = doubt.compared
    assert not doubtful.live.settle(compared.page, compared.lang, compared.pair)
    assert record(project) == []


def test_a_record_with_mistakes_is_left_alone(doubtful: Served) -> None:
    [doubt] = doubts(doubtful)
    data = doubt_data(doubt)
    (doubtful.root / RECORD).write_text("faq/returns smae\n", "utf-8")
    names = ("page", "lang", "source", "translation")
    asked = {"token": doubtful.session.token, **{name: data[name] for name in names}}
    assert post(doubtful, asked) == 409
    assert (doubtful.root / RECORD).read_text("utf-8") == "faq/returns smae\n"


def test_a_doubt_is_settled_with_a_click(browser: Browser, doubtful: Served) -> None:
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

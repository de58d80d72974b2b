"""`kbgen serve` and the record of translations: what an edit makes outdated, and accepting it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.commands.test_translate import EN, FEW, RECORD, SITE, edit, git
from tests.serve.test_serve import Served, serving, wait_for, window
from tests.sites import Project, write_site

PAGE = "faq/refunds/index.html"


@pytest.fixture
def outdated(tmp_path: Path) -> Iterator[Served]:
    root = tmp_path / "project"
    project = write_site(root, SITE)
    assert project.run("translate", "stamp").exit_code == 0
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")
    with serving(root, SITE) as served:
        yield served


def changed(served: Served, new: str) -> Project:
    """Edit a paragraph of the source, and wait until it has been checked."""
    project = Project(served.root)
    edit(project, EN, FEW, new)
    wait_for(lambda: bool(served.live.outdated(PAGE)))
    return project


def post(served: Served, body: object, content_type: str = "application/json") -> int:
    connection = HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    headers = {"Content-Type": content_type}
    connection.request("POST", "/__kbgen/accept", json.dumps(body).encode(), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_an_edit_shows_which_translations_it_leaves_behind(outdated: Served) -> None:
    changed(outdated, "Your money comes back in a couple of days.")
    [block] = outdated.live.outdated(PAGE)
    assert (block.address, block.consequence, block.langs) == (
        "faq/refunds#time:1",
        "worded",
        ("ur",),
    )
    assert [one.text for one in block.changes if one.kind != "kept"] == ["few", "couple of"]
    assert outdated.live.outdated("ur/faq/refunds/index.html") == [block]
    assert outdated.live.outdated("index.html") == []


def test_only_a_page_of_this_server_accepts_a_change(outdated: Served) -> None:
    project = changed(outdated, "Your money comes bakc in a few days.")
    [block] = outdated.live.outdated(PAGE)
    before = (project.root / RECORD).read_text("utf-8")
    token = outdated.session.token
    asked = {"token": token, "address": block.address, "digest": block.digest}
    refused: object
    for refused in ({**asked, "token": "x"}, {**asked, "token": None}, [], {}, "x", None):
        assert post(outdated, refused) == 403, refused
    assert post(outdated, asked, "text/plain") == 403, "another site can send that unasked"
    assert post(outdated, {**asked, "digest": "00000000"}) == 409, "it changed since it was shown"
    assert post(outdated, {**asked, "address": "faq/nothing:1"}) == 409
    assert (project.root / RECORD).read_text("utf-8") == before
    assert post(outdated, asked) == 204
    assert 'because="spelling"' in (project.root / RECORD).read_text("utf-8")
    wait_for(lambda: not outdated.live.outdated(PAGE))


def test_a_record_that_changed_is_noticed(outdated: Served) -> None:
    project = changed(outdated, "Your money comes bakc in a few days.")
    done = project.run("translate", "accept", "--minor", "--because", "spelling")
    assert done.exit_code == 0, done.output
    wait_for(lambda: not outdated.live.outdated(PAGE))
    file = project.root / RECORD
    file.write_text(file.read_text("utf-8").replace(" human ", " humna ", 1), "utf-8")
    wait_for(lambda: any(one.code == "KB119" for one in outdated.live.findings(PAGE)))


def test_a_record_is_not_served(outdated: Served) -> None:
    assert outdated.get("/ur/made-from.txt")[0] == 404


def test_a_correction_is_accepted_with_a_click(browser: Browser, outdated: Served) -> None:
    with window(browser, outdated, "faq/refunds/") as at:
        project = changed(outdated, "Your money comes bakc in a few days.")
        line = at.panel("outdated").locator("li")
        expect(line).to_contain_text("faq/refunds#time:1 (ur)")
        expect(line.locator("del")).to_have_text("back")
        expect(line.locator("ins")).to_have_text("bakc")
        line.get_by_role("button", name="Accept as spelling").click()
        expect(at.panel("outdated")).to_be_hidden()
        assert re.search('#time .*because="spelling"', (project.root / RECORD).read_text("utf-8"))
        edit(project, EN, "You may come", "You may not come")
        expect(line).to_contain_text("states something else")
        expect(line.get_by_role("button")).to_have_count(0)

"""`kbgen check --judge` on small sites, with a server and with a program that judge."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeSite
from tests.judge.stub import Reply, completion, failure, program, serving, verdict
from tests.sites import CONFIG, Project
from tests.terminal import interrupt, on_terminal

PAGES = """\
-- content/en/faq/money.md --
---
title: Money
---
Our shop is nice. <!-- a secret plan -->

Come on [Friday](../index.md){ .now }, pay {{ fee }}.
-- content/ur/faq/money.md --
---
title: رقم
---
ہماری دکان اچھی ہے۔ <!-- ایک راز -->

[جمعے](../index.md) کو آئیں، {{ fee }} ادا کریں۔
-- content/facts.yml --
fee: {money: 25 AED}
"""
DOUBT = """\
-- content/en/faq/rule.md --
---
title: Rule
---
You must bring the receipt of the shop to the counter of the branch in which you bought it, and show it there.
-- content/ur/faq/rule.md --
---
title: اصول
---
آپ دکان کی رسید اسی برانچ کے کاؤنٹر پر لا سکتے ہیں جہاں سے آپ نے سامان خریدا تھا، اور وہاں دکھا سکتے ہیں۔
"""
"""Pages in which rules find one doubt."""


def configured(options: str) -> str:
    return f"-- mkdocs.yml --\n{CONFIG}".replace("- kbgen\n", f"- kbgen: {options}\n")


def with_server(url: str, more: str = "") -> str:
    return configured(f"{{checks: {{judge: {{url: '{url}', model: reader-7b{more}}}}}}}")


def by_code(result: Any, code: str) -> list[Mapping[str, Any]]:
    return [one for one in json.loads(result.stdout) if one["code"] == code]


def check(project: Project, *more: str) -> Any:
    result = project.run("check", "--format", "json", "--judge", *more)
    assert result.exit_code in (0, 1), result.output
    return result


def on_word(word: str, then: Reply, otherwise: str = "same") -> Any:
    """Return a judge that answers otherwise about texts with a word."""
    return lambda data: then if word in data["messages"][-1]["content"] else verdict(otherwise)


def test_the_judge_raises_a_doubt(site: MakeSite) -> None:
    reply = verdict("different", "the Urdu says the shop is good")
    with serving(on_word("nice", reply)) as server:
        project = site(with_server(server.url) + PAGES)
        result = check(project, "--yes")
    [doubt] = by_code(result, "KB412")
    assert doubt["message"] == "the judge doubts it: the Urdu says the shop is good"
    assert doubt["severity"] == "warning" and doubt["verdict"] == "doubt"
    assert (doubt["path"], doubt["line"]) == ("content/ur/faq/money.md", 4)
    assert "The judge answered 3 of 3 texts." in result.stderr


def test_only_what_is_published_is_sent(site: MakeSite) -> None:
    drafts = "\n".join(
        f"-- content/{lang}/faq/{name}.md --\n---\ntitle: A title\n{draft}---\n{words}\n"
        for lang, name, draft, words in (
            ("en", "soon", "draft: true\n", "A secret."),
            ("ur", "soon", "", "ایک راز۔"),
            ("en", "later", "", "A thing."),
            ("ur", "later", "draft: true\n", "ایک چیز۔"),
        )
    )
    with serving(verdict("same")) as server:
        project = site(with_server(server.url) + PAGES + drafts)
        check(project, "--yes")
        asked = [json.loads(one["messages"][-1]["content"]) for one in server.received]
    assert sorted(one["source"] for one in asked) == [
        "Come on [Friday](< >), pay {{fee}}.",
        "Money",
        "Our shop is nice.",
    ]
    assert {one["translation"] for one in asked} >= {"ہماری دکان اچھی ہے۔"}


def test_a_second_run_sends_nothing(site: MakeSite) -> None:
    with serving(on_word("nice", verdict("different", "bad"))) as server:
        project = site(with_server(server.url) + PAGES)
        check(project, "--yes")
        sent = len(server.received)
        again = check(project)
        assert len(server.received) == sent == 3
        assert [f["message"] for f in by_code(again, "KB412")] == ["the judge doubts it: bad"]
        page = project.root / "content/ur/faq/money.md"
        page.write_text(page.read_text("utf-8").replace("اچھی", "بہت اچھی"), "utf-8")
        check(project)
        assert len(server.received) == sent + 1  # what has changed alone


def test_another_model_is_asked_anew(site: MakeSite) -> None:
    with serving(verdict("same")) as server:
        project = site(with_server(server.url) + PAGES)
        check(project, "--yes")
        config = project.root / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("reader-7b", "reader-70b"), "utf-8")
        check(project)
        config.write_text(config.read_text("utf-8").replace("reader-70b", "reader-7b"), "utf-8")
        check(project)
        assert len(server.received) == 6


def test_neither_builds_nor_other_checks_ask(site: MakeSite) -> None:
    with serving(verdict("different", "bad")) as server:
        project = site(with_server(server.url) + PAGES)
        project.build()
        plain = project.run("check", "--format", "json")
        assert server.received == []
        check(project, "--yes")
        sent = len(server.received)
        assert project.run("check", "--format", "json").stdout == plain.stdout
        project.build()
        assert len(server.received) == sent


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("same", "the judge says they say the same: as it is"),
        ("different", "the judge doubts it, too: as it is"),
        ("unsure", "the judge is unsure: as it is"),
    ],
)
def test_a_doubt_of_the_rules_gets_the_judges_opinion(
    name: str, words: str, site: MakeSite
) -> None:
    with serving(lambda data: verdict(name if "receipt" in str(data) else "same")) as server:
        project = site(with_server(server.url, ", texts: doubts") + DOUBT)
        before = by_code(project.run("check", "--format", "json"), "KB412")
        after = by_code(check(project, "--yes"), "KB412")
        [asked] = server.asked()
    assert len(before) == len(after) >= 1  # neither settled, nor twice
    assert asked["doubts"] == [one["message"] for one in before]
    for old, new in zip(before, after, strict=True):
        assert new["hint"] == f"{old['hint']}; {words}"
        assert {**new, "hint": ""} == {**old, "hint": ""}
    review = project.run("check", "--review")
    assert words in review.stdout


def test_a_review_shows_the_doubts_that_the_judge_raised_and_settles_them(site: MakeSite) -> None:
    with serving(on_word("nice", verdict("different", "the shop is good"))) as server:
        project = site(with_server(server.url) + PAGES)
        check(project, "--yes")
        sent = len(server.received)
        assert "the judge doubts it: the shop is good" in project.run("check", "--review").stdout
        result = project.run("check", "--settle", "faq/money:1", "--lang", "ur", "--by", "Sana")
        assert result.exit_code == 0, result.output
        assert by_code(check(project), "KB412") == []
        assert "No doubts are open." in project.run("check", "--review").stdout
        assert len(server.received) == sent


def test_what_a_person_has_settled_is_not_sent(site: MakeSite) -> None:
    with serving(verdict("different")) as server:
        project = site(with_server(server.url, ", texts: doubts") + DOUBT)
        result = project.run("check", "--settle", "faq/rule", "--lang", "ur", "--by", "Sana")
        assert result.exit_code == 0, result.output
        assert by_code(check(project, "--yes"), "KB412") == []
        assert server.received == []


SEVERITIES = {"error": ["warning"], "warning": ["warning"], "off": []}


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_judge_makes_no_error(severity: str, site: MakeSite) -> None:
    with serving(on_word("nice", verdict("different"))) as server:
        checks = f"KB412: {severity}, judge: {{url: '{server.url}', model: m}}"
        project = site(configured(f"{{prove: doubts, checks: {{{checks}}}}}") + PAGES)
        found = by_code(check(project, "--yes"), "KB412")
    assert [one["severity"] for one in found] == SEVERITIES[severity]


def test_a_comment_excuses_the_judge_as_well(site: MakeSite) -> None:
    excuse = "<!-- kbgen: ignore KB412 because our shop is good -->\nہماری دکان"
    with serving(on_word("nice", verdict("different"))) as server:
        project = site(with_server(server.url) + PAGES.replace("ہماری دکان", excuse))
        assert by_code(check(project, "--yes"), "KB412") == []


def test_only_some_languages_and_so_many_a_run(site: MakeSite) -> None:
    arabic = "-- content/ar/faq/money.md --\n---\ntitle: المال\n---\nمتجرنا جميل.\n\nتعال.\n"
    with serving(verdict("same")) as server:
        project = site(with_server(server.url, ", languages: [ur], most: 2") + PAGES + arabic)
        first = check(project, "--yes")
        assert "The judge: 1 text left for the next run." in first.stderr
        second = check(project)
        assert "The judge: 2 texts answered before." in second.stderr
        assert {one["lang"] for one in server.asked()} == {"Urdu (ur)"}
        assert len(server.received) == 3


# What goes wrong is told, and the rest of the check is as without a judge.
PROBLEMS = {
    "nothing listens": (None, "The judge gave up: nothing listens at 127.0.0.1:"),
    "no chat server": (Reply(b"<html>"), "The judge gave up: 3 texts in a row without an answer"),
    "a refused key": (failure(401, "no"), "The judge gave up: it refuses"),
    "a refusal": (completion({"content": None, "refusal": "I can not"}), "it refuses: I can not"),
    "another host": (failure(307, Location="http://evil.example/"), "redirects to evil.example"),
    "busy": (failure(429, Retry_After="999"), "it asks to wait 999 s; run this again later"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_problems_with_a_server(name: str, site: MakeSite) -> None:
    reply, words = PROBLEMS[name]
    with serving(reply or verdict("same")) as server:
        url = server.url
        project = site(with_server(url) + PAGES)
        plain = project.run("check", "--format", "json")
        if reply:
            result = check(project, "--yes")
    if not reply:
        result = check(project, "--yes")
    assert result.stdout == plain.stdout and result.exit_code == plain.exit_code
    assert "The judge answered 0 of 3 texts." in result.stderr and words in result.stderr


def test_a_program_judges(site: MakeSite, tmp_path: Path) -> None:
    body = (
        "for question in questions:\n"
        "    is_shop = 'shop' in question['source']\n"
        "    answer(question, verdict='different' if is_shop else 'same', reason='mine')\n"
    )
    command = json.dumps(program(tmp_path, body))
    project = site(configured(f"{{checks: {{judge: {{command: {command}}}}}}}") + PAGES)
    result = check(project, "--yes")
    assert [one["message"] for one in by_code(result, "KB412")] == ["the judge doubts it: mine"]
    (tmp_path / "judge.py").unlink()
    assert check(project).stdout == result.stdout  # it is not run again


def test_half_of_the_answers_of_a_program_are_kept(site: MakeSite, tmp_path: Path) -> None:
    body = "answer(next(questions), verdict='same')\nsys.exit('out of memory')\n"
    command = json.dumps(program(tmp_path, body))
    project = site(configured(f"{{checks: {{judge: {{command: {command}}}}}}}") + PAGES)
    result = check(project, "--yes")
    assert "The judge answered 1 of 3 texts." in result.stderr
    assert "it ended with code 1 with 2 of 3 texts open: out of memory" in result.stderr
    assert "The judge answered 1 of 2 texts." in check(project).stderr


CONSENT = r"\[y/N\]: "


def test_without_a_terminal_nothing_is_sent_before_somebody_agrees(site: MakeSite) -> None:
    with serving(verdict("same")) as server:
        project = site(with_server(server.url, ", key_env: JUDGE_KEY") + PAGES)
        result = project.run("check", "--judge")
        assert server.received == [] and result.exit_code == 2
    assert f"the server {server.url}, model reader-7b" in result.stderr
    assert "3 texts of 1 page, each beside its translation (ur)" in result.stderr
    assert "the key that JUDGE_KEY holds" in result.stderr
    assert '"source": "Money"' in result.stderr  # an example of what is sent
    assert "kbgen check --judge --yes" in result.stderr


@pytest.mark.parametrize(("answer", "sent"), [("y", 3), ("n", 0), ("", 0)])
def test_on_a_terminal_somebody_is_asked_once(answer: str, sent: int, site: MakeSite) -> None:
    with serving(verdict("same")) as server:
        project = site(with_server(server.url) + PAGES)
        shown, code = on_terminal(project.root, ["check", "--judge"], [answer], CONSENT)
        assert f"the server {server.url}" in shown and code in (0, 1)
        assert len(server.received) == sent
        assert ("Nothing was sent." in shown) is not sent
        if sent:
            page = project.root / "content/ur/faq/money.md"
            page.write_text(page.read_text("utf-8").replace("اچھی", "بہت اچھی"), "utf-8")
            again, _ = on_terminal(project.root, ["check", "--judge"], [], CONSENT)
            assert "Send them" not in again and len(server.received) == sent + 1


def test_another_address_needs_another_consent(site: MakeSite) -> None:
    with serving(verdict("same")) as first, serving(verdict("same")) as second:
        project = site(with_server(first.url, ", most: 1") + PAGES)
        check(project, "--yes")
        config = project.root / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace(first.url, second.url), "utf-8")
        assert project.run("check", "--judge").exit_code == 2
        assert second.received == []


def test_the_key_is_in_no_file_and_no_message(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sk-very-secret"
    monkeypatch.setenv("JUDGE_KEY", key)
    replies = iter([verdict("same"), failure(401, f"the key {key} is wrong")])
    with serving(lambda _: next(replies)) as server:
        project = site(with_server(server.url, ", key_env: JUDGE_KEY") + PAGES)
        result = check(project, "--yes")
        assert server.headers[0]["Authorization"] == f"Bearer {key}"
    assert key not in result.output
    for file in project.root.rglob("*"):
        assert not file.is_file() or key.encode() not in file.read_bytes()


def test_a_key_that_is_not_there(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUDGE_KEY", raising=False)
    with serving(verdict("same")) as server:
        project = site(with_server(server.url, ", key_env: JUDGE_KEY") + PAGES)
        result = check(project, "--yes")
        assert "the environment variable JUDGE_KEY, its key, is not set" in result.stderr
        assert server.received == []


def test_without_a_judge_there_is_none_to_ask(site: MakeSite) -> None:
    result = site(PAGES).run("check", "--judge")
    assert result.exit_code == 2 and "checks: {judge: {url:" in result.stderr


@pytest.mark.parametrize("args", [("--yes",), ("--judge", "--review")])
def test_options_that_do_not_go_together(args: tuple[str, ...], site: MakeSite) -> None:
    assert site(PAGES).run("check", *args).exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_ctrl_c_keeps_what_was_answered(site: MakeSite) -> None:
    child: list[subprocess.Popen[str]] = []

    def respond(_: Any) -> Reply:
        if len(server.received) < 2:
            return verdict("same")
        due = time.monotonic() + 60
        interrupt(child[0].pid, lambda: child[0].send_signal(signal.SIGINT), due)
        return Reply(None)

    with serving(respond) as server:
        project = site(with_server(server.url) + PAGES)
        command = [sys.executable, "-m", "kbgen", "check", "--judge", "--yes"]
        process = subprocess.Popen(
            command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        child.append(process)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 130 and "Traceback" not in errors
        assert "The judge answered 1 of 3 texts." in errors and "Stopped." in errors
        server.respond = lambda _: verdict("same")
        assert "The judge answered 2 of 2 texts." in check(project).stderr


WRONG = {
    "{urll: 'http://localhost:1'}": "unknown option 'checks.judge.urll' (did you mean 'url'?)",
    "{url: 'http://localhost:1'}": "checks.judge: a url needs a model",
    "{url: localhost, model: m}": "'localhost' is no web address (write one such as http://localhost:8080/v1)",
    "{url: 'http://h:x/v1', model: m}": "'http://h:x/v1' is no web address",
    "{url: 'file:///etc', model: m}": "'file:///etc' is no web address",
    "{url: 'http://a:b@host/v1', model: m}": "an address with a name, a password or a query is not taken",
    "{url: 'http://h/v1', model: m, key_env: sk-secret}": "checks.judge.key_env: this is no name of an environment variable (write the variable's name",
    "{command: judge.py}": "checks.judge.command must be a list",
    "{command: [a], url: 'http://h', model: m}": "a judge needs either a command or a url",
    "{command: [a], model: m}": "model and key_env go with a url",
    "{command: [a], languages: [de]}": "checks.judge.languages names de, but the site's languages are en, ur, ar, hi",
    "{command: [a], timeout: 0}": "checks.judge.timeout must be greater than 0",
    "{command: [a], most: 0}": "checks.judge.most must be greater than or equal to 1",
    "{command: [a], texts: some}": "checks.judge.texts must be 'all' or 'doubts'",
    "{}": "a judge needs either a command or a url",
    "judge.py": "checks.judge: 'judge.py' is no judge (write judge: {url: ",
}  # fmt: skip


@pytest.mark.parametrize("option", WRONG)
def test_mistakes_in_the_option_are_told_with_their_place(option: str, site: MakeSite) -> None:
    project = site(configured(f"{{checks: {{judge: {option}}}}}"))
    [mistake] = project.check()
    assert "{code} {path}:{line}".format(**mistake) == "KB001 mkdocs.yml:14"
    assert WRONG[option] in f"{mistake['message']} ({mistake['hint']})"
    assert "sk-secret" not in mistake["message"] + mistake["hint"]


def test_every_mistake_is_told_at_once(site: MakeSite) -> None:
    project = site(configured("{checks: {KB9: off, KB461: of, judge: {command: [a], most: 0}}}"))
    assert len(project.check()) == 3


@pytest.mark.parametrize("option", ["off", ""])
def test_a_judge_may_be_switched_off(option: str, site: MakeSite) -> None:
    project = site(configured(f"{{checks: {{judge: {option}}}}}"))
    assert project.run("check").exit_code == 0
    assert "names no judge" in project.run("check", "--judge").stderr

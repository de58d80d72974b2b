"""The home page leads with what customers do: questions, then tasks."""

from __future__ import annotations

import re

import pytest

from kbgen.model.home import ICONS
from tests.conftest import REPOSITORY, MakeSite
from tests.sites import CONFIG, HOME, Project

PAGES = """\
-- content/en/procedures/claim.md --
---
title: Make a claim
---
1. Go.
-- content/ur/procedures/claim.md --
---
title: کلیم کریں
---
1. جائیں۔
-- content/en/procedures/after.md --
---
title: After a claim
---
1. Wait.
-- content/en/faq/pin.md --
---
title: Your PIN
popular: [lost]
---
## I lost my PIN {#lost}
Call.
-- content/ur/faq/pin.md --
---
title: آپ کا پن
---
## میرا پن گم ہو گیا {#lost}
کال کریں۔
-- content/en/about.md --
---
title: About us
---
We.
"""


def tasks(project: Project, lang: str = "") -> list[tuple[str, str, str]]:
    """Return address, icon and words of each task of a home page."""
    html = project.html(lang)
    found = re.search(r'<nav class="kb-tasks".*?</nav>', html, re.S)
    link = (
        r'<a href="([^"]*)"><svg[^>]*><use href="[^"]*#(\w+)"></use></svg><span[^>]*>(.*?)</span>'
    )
    return re.findall(link, found.group()) if found else []


def built(site: MakeSite, home: str = "") -> Project:
    config = CONFIG.replace("- kbgen", f"- kbgen: {{{home}}}")
    project = site(f"-- mkdocs.yml --\n{config}{HOME}{PAGES}")
    project.build()
    return project


def test_the_tasks_are_the_procedures_if_nobody_says(site: MakeSite) -> None:
    project = built(site)
    assert tasks(project) == [
        ("procedures/after/", "steps", "After a claim"),
        ("procedures/claim/", "steps", "Make a claim"),
    ]
    # A page that is not translated says in which language it is.
    assert '<bdi lang="en" dir="ltr">After a claim</bdi>' in project.html("ur")


def test_the_tasks_are_pages_answers_and_lists_in_their_order(site: MakeSite) -> None:
    project = built(
        site, "home: [faq/pin#lost, {page: procedures/claim, icon: box}, about, faq/index]"
    )
    assert tasks(project) == [
        ("faq/pin/#lost", "question", "I lost my PIN"),
        ("procedures/claim/", "box", "Make a claim"),
        ("about/", "document", "About us"),
        ("faq/", "question", "Questions and answers"),
    ]
    assert [(href, words) for href, _, words in tasks(project, "ur")][:2] == [
        ("faq/pin/#lost", "میرا پن گم ہو گیا"),
        ("procedures/claim/", "کلیم کریں"),
    ]


def test_a_task_has_words_of_its_own_where_they_are_given(site: MakeSite) -> None:
    project = built(site, 'home: [{page: procedures/claim, words: {en: "Claim <now> & here"}}]')
    assert tasks(project) == [("procedures/claim/", "steps", "Claim &lt;now&gt; &amp; here")]
    assert tasks(project, "ur")[0][2] == "کلیم کریں"


def test_a_site_may_have_no_tasks(site: MakeSite) -> None:
    project = built(site, "home: []")
    assert tasks(project) == []
    assert "kb-tasks" not in project.html("") and "kb-popular" in project.html("")


def test_the_kinds_of_pages_are_reached_after_questions_and_tasks(site: MakeSite) -> None:
    html = built(site).html("")
    order = [html.index(f'"{name}') for name in ("kb-popular", "kb-tasks", "kb-topics")]
    assert order == sorted(order)
    topics = html[order[2] :].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]*)"', topics) == ["faq/", "procedures/", "about/"]


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("procedures/clam", "did you mean 'procedures/claim'"),
        ("faq/pin#lst", "did you mean 'faq/pin#lost'"),
        ("faq", "did you mean 'faq/index'?"),
    ],
)
def test_a_task_that_leads_nowhere_is_told_with_its_line(
    page: str, hint: str, site: MakeSite
) -> None:
    project = site(
        f"-- mkdocs.yml --\n{CONFIG.rstrip()}:\n      home:\n        - {page}\n{HOME}{PAGES}"
    )
    (finding,) = [f for f in project.check() if f["severity"] == "error"]
    assert f"{finding['path']}:{finding['line']}:{finding['column']}" == "mkdocs.yml:16:11"
    assert f"there is no page or answer '{page}'" in finding["message"]
    assert hint in finding["hint"]
    assert project.run("build").exit_code == 1
    # The hint, followed, mends it.
    wanted = re.findall("'([^']+)'", hint)[0]
    config = project.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(f"- {page}\n", f"- {wanted}\n"), "utf-8")
    project.build()


def test_every_icon_that_may_be_named_is_drawn() -> None:
    drawn = re.findall(
        r'<symbol id="(\w+)"', (REPOSITORY / "theme/images/icons.svg").read_text("utf-8")
    )
    assert set(ICONS) <= set(drawn)

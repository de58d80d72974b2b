"""Other plugins and hooks take part in a build as under MkDocs, and all else of its settings does."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugins

from kbgen.mkdocs.dev_project import DevProject
from kbgen.mkdocs.generator import NAME
from kbgen.system.parse_cache import ParseCache
from tests.build.test_build import differences
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

pytestmark = pytest.mark.generator
LANGUAGES = CONFIG.replace("        - {locale: hi, name: हिन्दी}\n", "")
PAGES = """\
-- content/facts.yml --
helpline: {phone: "+971 4 555 0142", label: {en: Call, ur: کال, ar: اتصل}}
-- content/en/faq/refunds.md --
---
title: Refunds & more
---
See [the policy](../policies/a.md). {{ helpline }}

## When? {#when}

Now.
-- content/ur/faq/refunds.md --
---
title: رقم
---
متن

## کب؟ {#when}

اب۔
-- content/en/policies/a.md --
# A policy

Text. [A form](../faq/form.pdf)
-- content/en/faq/form.pdf --
a form
"""
SPY = """\
-- path/spy-1.0.dist-info/METADATA --
Metadata-Version: 2.1
Name: spy
Version: 1.0
-- path/spy-1.0.dist-info/entry_points.txt --
[mkdocs.plugins]
first = spy:First
last = spy:Last
-- path/spy.py --
from pathlib import Path
from mkdocs.plugins import BasePlugin, event_priority

EVENTS = '''startup config pre_build files nav env post_build pre_template template_context
post_template pre_page page_markdown page_content page_context post_page shutdown'''.split()

def note(who, event, item, given):
    page = item if event == "pre_page" else given.get("page")
    with Path("events.log").open("a") as log:
        print(who, event, page.file.src_uri if page else "", file=log)

def spy(who, priority):
    class Spy(BasePlugin):
        pass
    for event in EVENTS:
        def on(self, item=None, /, *, event=event, **given):
            note(who, event, item, given)
        setattr(Spy, f"on_{event}", event_priority(priority)(on))
    return Spy

First, Last = spy("first", 10), spy("last", -150)
-- hook.py --
import spy
for event in spy.EVENTS:
    def on(item=None, /, *, event=event, **given):
        spy.note("hook", event, item, given)
    globals()[f"on_{event}"] = on
"""
SPIED = LANGUAGES.replace("plugins:\n", "hooks: [hook.py]\nplugins:\n  - last\n").replace(
    "  - kbgen", "  - kbgen\n  - first"
)


def run(project: Project, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Python's: kbgen's in this process, MkDocs' in one of its own."""
    path = str(project.root / "path")
    if command[0] == "kbgen":
        with pytest.MonkeyPatch.context() as patch:
            patch.syspath_prepend(path)
            # Which plugins are installed is found out once in a process, and some are kept.
            option = dict(MkDocsConfig._schema)["plugins"]
            patch.setattr(option, "installed_plugins", get_plugins())
            patch.setattr(option, "plugin_cache", {})
            patch.setattr("kbgen.mkdocs.page_plugins._plugins", get_plugins)
            for name in ("shout", "spy", "hook", "hooks"):
                sys.modules.pop(name, None)
            result = project.run(*command[1:])
        return subprocess.CompletedProcess(command, result.exit_code, result.stdout, result.stderr)
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project.root,
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join([path, os.environ.get("PYTHONPATH", "")]),
            "NO_MKDOCS_2_WARNING": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def events(project: Project) -> list[str]:
    """Return the events that were noted, those of the pages that an author wrote."""
    log = project.root / "events.log"
    lines = log.read_text().splitlines()
    log.unlink()
    # Lists and the search page are kbgen's; so are 404.html and the sitemap, which MkDocs writes.
    ours = re.compile(r"(faq|policies)/index\.md$|search\.md$|template")
    return [line for line in lines if not ours.search(line)]


def both(project: Project, *args: str) -> tuple[Path, Path]:
    """Build with both commands; return the folders."""
    result = run(project, "kbgen", "build", "--site-dir", "by-kbgen", *args)
    assert result.returncode == 0, result.stderr
    result = run(project, NAME, "build", "-q", "-d", "by-mkdocs")
    assert result.returncode == 0, result.stderr
    return project.root / "by-kbgen", project.root / "by-mkdocs"


def test_events_come_as_from_mkdocs_itself(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{SPIED}{SPY}{PAGES}")
    built, other = both(project, "--jobs", "2")
    assert differences(built, other) == []
    log = events(project)
    ours, theirs = log[: len(log) // 2], log[len(log) // 2 :]
    assert ours == theirs
    (project.root / "mkdocs.yml").write_text(SPIED.replace("  - kbgen\n", ""), "utf-8")
    (project.root / "content/facts.yml").unlink()
    result = run(project, NAME, "build", "-q", "-d", "without-kbgen")
    assert result.returncode == 0, result.stderr
    assert ours == events(project)


SETTINGS = {
    "nothing else": "",
    "nav": "nav: [index.md, {'Q & A': [{'When?': faq/refunds.md}]}, {More: https://example.com/}]\n",
    "not_in_nav": "not_in_nav: |\n  refunds.md\n",
    "draft_docs": "draft_docs: |\n  more.md\n",
    "exclude_docs": "exclude_docs: |\n  more.md\n",
    "extra_templates": "extra_templates: [en/pages.json]\n",
    "absolute_links": "validation: {links: {absolute_links: relative_to_docs}}\n",
    "an extension that reads files": "markdown_extensions: [pymdownx.snippets]\n",
    "a hook": "hooks: [hook.py]\n",
}
EXTRA = """\
-- content/en/pages.json --
[{% for page in pages %}"{{ page.url }}", {% endfor %}{{ nav.items | length }}]
-- content/en/faq/more.md --
---
title: More
---
[absolute](/en/policies/a.md)
-- hook.py --
def on_page_markdown(markdown, **_):
    return markdown + "\\n\\nAdded: {{ helpline }}"
"""


@pytest.mark.parametrize("name", SETTINGS)
def test_both_commands_build_the_same(name: str, site: MakeSite) -> None:
    config = f"-- mkdocs.yml --\n{LANGUAGES}{SETTINGS[name]}"
    built, other = both(site(config + PAGES + EXTRA))
    assert differences(built, other) == []
    assert (built / "ur/faq/refunds/index.html").exists()


def build(site: MakeSite, settings: str, files: str = "") -> Project:
    project = site(f"-- mkdocs.yml --\n{LANGUAGES}{settings}{PAGES}{files}")
    project.build()
    return project


def test_templates_in_the_content_are_filled_in(site: MakeSite) -> None:
    project = build(site, SETTINGS["extra_templates"], EXTRA)
    text = (project.root / "site/pages.json").read_text("utf-8")
    assert text.startswith("[") and 'faq/refunds/", ' in text


def tabs(project: Project, page: str = "") -> list[str]:
    [tabs] = re.findall(r'<nav class="kb-tabs".*?</nav>', project.html(page), re.S)
    return [re.sub(r"<.*?>", "", link) for link in re.findall(r"<a .*?</a>", tabs)]


def test_the_navigation_is_the_one_that_is_written(site: MakeSite) -> None:
    nav = "nav: [index.md, {'Q & A': [{'When?': faq/refunds.md}, policies/a.md]}, {More: https://example.com/}]\n"
    project = build(site, nav)
    assert tabs(project) == ["Q &amp; A", "More"]
    assert "<title>When? – Test</title>" in project.html("faq/refunds")
    assert 'href="../../policies/a/"' in project.html("faq/refunds"), "what comes next"
    (project.root / "mkdocs.yml").write_text(f"{LANGUAGES}{nav.replace('When', 'How')}", "utf-8")
    project.build()
    assert "<title>How? – Test</title>" in project.html("faq/refunds")


def test_titles_of_the_navigation_are_translated(site: MakeSite) -> None:
    translated = LANGUAGES.replace("name: اردو", "name: اردو, nav_translations: {پالیسیاں: اصول}")
    project = site(f"-- mkdocs.yml --\n{translated}{PAGES}")
    project.build()
    assert "اصول" in tabs(project, "ur") and "اصول" not in tabs(project, "ar")


def test_what_is_not_in_the_navigation_is_a_page_all_the_same(site: MakeSite) -> None:
    project = build(site, "not_in_nav: |\n  /en/policies/\n")
    assert "A policy" in project.text("policies/a")
    assert tabs(project) == ["Questions and answers"]


def test_drafts_of_mkdocs_are_drafts(site: MakeSite) -> None:
    project = build(site, "draft_docs: |\n  more.md\n", EXTRA)
    assert not (project.root / "site/faq/more").exists()
    file = project.root / "mkdocs.yml"
    live = DevProject(file, project.root / ".cache", lambda _: ParseCache(), lambda: False)
    with contextlib.closing(live):
        live.change()
        assert b"absolute" in (live.page("faq/more/index.html") or b"")


def test_an_absolute_link_finds_a_page_that_is_written_later(site: MakeSite) -> None:
    absolute = "validation: {links: {absolute_links: relative_to_docs, not_found: info}}\n"
    more = "-- content/en/faq/more.md --\n---\ntitle: More\n---\n[later](/en/faq/later.md)\n"
    project = build(site, absolute, more)
    assert 'href="/en/faq/later.md"' in project.article("ur/faq/more")
    (project.root / "content/en/faq/later.md").write_text("---\ntitle: Later\n---\nLater.\n")
    project.build()
    assert 'href="../later/"' in project.article("ur/faq/more")


OWN = """\
-- over/own.html --
{% extends "main.html" %}
{% block extrahead %}{{ super() }}<meta name="own" content="
{{- page.title }}|{{ page.meta.colour }}|{{ page.canonical_url }}|
{%- for item in page.toc %}{{ item.title }} {% endfor %}|
{%- for item in nav %}{{ item.title }} {% endfor %}|{{ page.previous_page.title }}">{% endblock %}
-- content/en/faq/special.md --
---
title: Special
template: own.html
colour: '"<blue>'
---
Text.

## One

## Two
"""


def test_a_page_may_have_a_template_that_reads_what_mkdocs_has(site: MakeSite) -> None:
    theme = LANGUAGES.replace("font: false", "font: false, custom_dir: over")
    theme = theme.replace("- kbgen", "- kbgen: {meta_fields: [colour]}")
    project = site(f"-- mkdocs.yml --\n{theme}{PAGES}{OWN}")
    project.build()

    def shown() -> list[str]:
        [content] = re.findall(
            r'<meta name="own" content="(.*?)">', project.html("faq/special"), re.S
        )
        return [part.strip() for part in content.split("|")]

    assert shown() == [
        "Special",
        "&#34;&lt;blue&gt;",
        "https://help.example.com/faq/special/",
        "One Two",
        "Home Questions and answers Policies",
        "Refunds &amp; more",
    ]
    file = project.root / "content/en/faq/refunds.md"
    file.write_text(file.read_text("utf-8").replace("Refunds & more", "Money back"), "utf-8")
    project.build()
    assert shown()[-1] == "Money back", "another page's title, though this page is as it was"


HOOK = """\
-- hook.py --
from pathlib import Path
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

@event_priority(-150)  # static-i18n fails at files without a path
def on_files(files, config):
    files.append(File.generated(config, "en/made.md", content="# Made\\n\\nBy *a hook*."))
    files.append(File.generated(config, "en/data.txt", content="data"))

def on_env(env, config, files):
    env.globals["number_of_files"] = len(files)

@event_priority(50)  # before kbgen, so that what it adds may quote facts
def on_page_markdown(markdown, page, config, files):
    return markdown.replace("Now.", f"Now, says {Path(__file__).with_name('words.txt').read_text().strip()}: {{{{ helpline }}}}")

def on_page_content(html, page, config, files):
    return html + f"<p>{page.meta['title']}</p>" if "title" in page.meta else None

def on_page_context(context, page, config, nav):
    page.content += f"<p>{len(nav.pages)} pages</p>"

def on_post_page(output, page, config):
    return output.replace("</body>", "<!-- hooked --></body>")

def on_post_build(config):
    Path(config.site_dir, "own.txt").write_text("own")
-- words.txt --
one
"""


def test_a_hook_changes_pages_and_adds_some(site: MakeSite) -> None:
    project = build(site, "hooks: [hook.py]\n", HOOK)
    wording = project.article("faq/refunds")
    assert 'Now, says one: <span data-fact="helpline"' in wording
    assert "<p>Refunds &amp; more</p>" in wording
    assert "<!-- hooked -->" in project.html("ur/faq/refunds")
    assert "By <em>a hook</em>." in project.html("en/made")
    published = project.root / "site"
    assert (published / "en/data.txt").read_text() == "data"
    assert (published / "own.txt").read_text() == "own"
    (project.root / "words.txt").write_text("two")
    project.build()
    assert "Now, says two" in project.article("faq/refunds"), "nothing of it is remembered"


def test_what_a_hook_does_is_shown_by_the_server(site: MakeSite) -> None:
    project = build(site, "hooks: [hook.py]\n", HOOK)
    file = project.root / "mkdocs.yml"
    live = DevProject(file, project.root / ".cache", lambda _: ParseCache(), lambda: False)
    with contextlib.closing(live):
        live.change()
        assert b"says one" in (live.page("faq/refunds/index.html") or b"")
        page = project.root / "content/en/faq/refunds.md"
        page.write_text(page.read_text("utf-8").replace("Now.", "Now. Soon."), "utf-8")
        live.change({page})
        assert b"Soon." in (live.page("faq/refunds/index.html") or b"")
        assert "own.txt" in live.output.files
    assert not (project.root / "site/ur/own.txt").exists()


FAULTS = {
    "a hook fails": (
        "hooks: [hook.py]\n",
        "-- hook.py --\ndef on_page_content(html, **_):\n    return html + 1\n",
        r"the hook \(hook\.py:2\) fails: TypeError",
    ),
    "a hook that has the site built from elsewhere": (
        "hooks: [hook.py]\n",
        "-- hook.py --\ndef on_config(config):\n    config.docs_dir = config.docs_dir + '/en'\n",
        r"replaces docs_dir by .*content/en",
    ),
    "an extension fails": (
        "markdown_extensions: [own]\n",
        "-- path/own.py --\nfrom markdown.extensions import Extension\n"
        "from markdown.preprocessors import Preprocessor\n"
        "class Fails(Preprocessor):\n    def run(self, lines):\n        raise ValueError('no')\n"
        "class Own(Extension):\n    def extendMarkdown(self, md):\n"
        "        md.preprocessors.register(Fails(md), 'own', 1)\n"
        "def makeExtension(**_):\n    return Own()\n",
        r"en/\S+\.md: the Markdown extension own fails: ValueError: no",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_fails_is_named(name: str, site: MakeSite) -> None:
    settings, files, says = FAULTS[name]
    project = site(f"-- mkdocs.yml --\n{LANGUAGES}{settings}{PAGES}{files}")
    for command in (("kbgen", "build"), (NAME, "build", "-q")):
        result = run(project, *command)
        output = re.sub(r"\s+", " ", result.stdout + result.stderr)
        assert result.returncode in (1, 2) and re.search(says, output), output
        assert "Traceback" not in output and not (project.root / "site").exists()


def test_the_search_of_mkdocs_is_left_out(site: MakeSite) -> None:
    config = LANGUAGES.replace("plugins:\n", "plugins:\n  - search\n")
    project = site(f"-- mkdocs.yml --\n{config}{PAGES}")
    result = project.run("build", "--strict")
    assert result.exit_code == 0, result.output
    assert "the plugin 'search' is left out" in result.output
    assert not (project.root / "site/search/search_index.json").exists()


def test_what_mkdocs_has_built_since_is_no_site_that_stands(site: MakeSite) -> None:
    project = build(site, "")
    page = project.root / "content/en/faq/refunds.md"
    before = page.read_text("utf-8")
    page.write_text(before.replace("Now.", "Later."), "utf-8")
    assert run(project, NAME, "build", "-q").returncode == 0
    assert "Later." in project.article("faq/refunds")
    page.write_text(before, "utf-8")
    project.build()
    assert "Now." in project.article("faq/refunds")

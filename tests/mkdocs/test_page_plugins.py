"""Plugins that see one page at a time: in several processes, and their pages are remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build.test_build import differences
from tests.conftest import MakeSite
from tests.mkdocs.test_other_plugins import LANGUAGES, PAGES, SPIED, SPY, events, run
from tests.sites import Project

SHOUT = """\
from pathlib import Path
from mkdocs.config import config_options as o
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, get_plugin_logger
import os

log = get_plugin_logger("shout")

class Options(Config):
    mark = o.Type(str, default="!")

class Shout(BasePlugin[Options]):
    def on_page_markdown(self, markdown, page, config, files):
        with Path("made.log").open("a") as made:
            print(page.file.src_uri, os.getpid(), file=made)
        if page.meta.get("warns"):
            log.warning("shouted at")
        read = Path("words.txt")
        word = read.read_text().strip() if read.is_file() else "loud"
        return f"{markdown}\\n\\nMade {word}{self.config.mark}"

    def on_page_content(self, html, page, config, files):
        return html + f"<p>{page.title}: {len(files)} files</p>"

    def on_post_page(self, output, page, config):
        return "" if page.meta.get("hidden") else output.replace("</body>", "<!-- shouted --></body>")

    def on_post_build(self, config):
        for file in Path(config.site_dir).rglob("index.html"):
            file.write_text(file.read_text("utf-8").replace("shouted", "shouted at"), "utf-8")
        Path(config.site_dir, "own.txt").write_text("own")
"""


def plugin(name: str, distribution: str, version: str = "0.5.0") -> str:
    """Return the files of an installed plugin, in the folder `path`."""
    folder = f"path/{distribution.replace('-', '_')}-{version}.dist-info"
    return (
        f"-- {folder}/METADATA --\nMetadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        f"-- {folder}/entry_points.txt --\n[mkdocs.plugins]\n{name} = shout:Shout\n"
        f"-- path/shout.py --\n{SHOUT}"
    )


def using(name: str, options: str = "{}", promise: str = "") -> str:
    own = f"  - kbgen: {{page_plugins: {promise}}}\n" if promise else "  - kbgen\n"
    return LANGUAGES.replace("  - kbgen\n", f"  - {name}: {options}\n{own}")


KNOWN = f"-- mkdocs.yml --\n{using('glightbox')}{plugin('glightbox', 'mkdocs-glightbox')}{PAGES}"
OWN = f"-- mkdocs.yml --\n{using('shout', promise='[shout]')}{plugin('shout', 'shout')}{PAGES}"


def build(project: Project, *args: str) -> str:
    result = run(project, "kbgen", "build", *args)
    assert result.returncode == 0, result.stderr
    return result.stdout + result.stderr


def made(project: Project) -> list[str]:
    """Return the pages that were made since, by their files."""
    log = project.root / "made.log"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [line.split()[0] for line in lines]


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def cold(project: Project) -> Path:
    """Build without what is remembered, into another folder."""
    build(project, "--no-cache", "--site-dir", "cold")
    made(project)
    return project.root / "cold"


@pytest.mark.parametrize("files", [KNOWN, OWN], ids=["known", "promised"])
def test_only_what_changed_is_made_again(files: str, site: MakeSite) -> None:
    project = site(files)
    assert "made anew" not in build(project)
    assert {"en/faq/refunds.md", "ur/faq/refunds.md", "en/policies/a.md"} <= set(made(project))
    assert "Nothing changed" in build(project) and made(project) == []
    edit(project, "content/en/faq/refunds.md", "Now.", "Now and then.")
    build(project)
    assert made(project) == ["en/faq/refunds.md"] * 2, "in English, and in Arabic, which lacks it"
    assert "Now and then." in project.article("faq/refunds")
    html = project.html("policies/a")
    assert "Made loud!" in html
    assert "<!-- shouted at at at -->" in html, "once a language, in a folder that is as new"
    assert differences(project.root / "site", cold(project)) == []


def test_files_that_came_out_as_they_were_are_not_written_again(site: MakeSite) -> None:
    project = site(KNOWN)
    build(project)
    before = (project.root / "site/policies/a/index.html").stat()
    edit(project, "content/en/faq/refunds.md", "Now.", "Now and then.")
    build(project)
    after = (project.root / "site/policies/a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_site_is_the_same_whether_it_is_made_page_by_page_or_in_order(site: MakeSite) -> None:
    project = site(OWN)
    build(project)
    by_pages = made(project)
    (project.root / "mkdocs.yml").write_text(using("shout"), "utf-8")
    assert "every page is made anew: the plugin 'shout'" in build(project, "--site-dir", "in-order")
    assert sorted(made(project)) == sorted(by_pages)
    assert differences(project.root / "site", project.root / "in-order") == []


def of_pages(log: list[str]) -> dict[str, list[str]]:
    """Return the events of each page in their order, and those of no page."""
    found: dict[str, list[str]] = {}
    for line in log:
        who, event, *page = line.split(" ")
        found.setdefault(page[0], []).append(f"{who} {event}")
    return found


def test_each_page_meets_the_events_in_the_order_of_mkdocs(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{SPIED}{SPY}{PAGES}")
    build(project, "--site-dir", "in-order")
    in_order = events(project)
    config = SPIED.replace("- kbgen\n", "- kbgen: {page_plugins: [first, last, hook.py]}\n")
    (project.root / "mkdocs.yml").write_text(config, "utf-8")
    build(project, "--jobs", "2")
    by_pages = events(project)
    assert in_order != by_pages, "the last event of a page comes before the first of another"
    assert of_pages(in_order) == of_pages(by_pages)
    assert differences(project.root / "site", project.root / "in-order") == []


INCLUDES = (
    f"-- mkdocs.yml --\n{using('include-markdown')}"
    f"{plugin('include-markdown', 'mkdocs-include-markdown-plugin', '7.3.0')}{PAGES}"
    '-- content/en/faq/near.md --\n# Near\n\n{% include "../../../part.md" %}\n'
    "-- part.md --\n{% include-markdown './words.txt' comments=false %}\n-- words.txt --\nloud\n"
)
READS = (
    (
        f"-- mkdocs.yml --\n{using('table-reader')}"
        f"{plugin('table-reader', 'mkdocs-table-reader-plugin', '4.0.0')}{PAGES}"
        "-- content/en/faq/near.md --\n# Near\n\n{{ read_csv('words.txt', sep=';') }}\n"
        "-- words.txt --\nloud\n"
    )
    .replace('helpline: {phone: "+971 4 555 0142", label: {en: Call, ur: کال, ar: اتصل}}', "")
    .replace("-- content/facts.yml --\n", "")
    .replace("{{ helpline }}", "")
)
CHANGES: Mapping[str, tuple[str, str, str, str]] = {
    "its settings": (KNOWN, "mkdocs.yml", "- glightbox: {}", "- glightbox: {mark: '?'}"),
    "another setting of the site": (KNOWN, "mkdocs.yml", "site_name: Test", "site_name: Tested"),
    "its program": (OWN, "path/shout.py", "Made {word}", "Made so {word}"),
    "a file that it reads": (
        OWN.replace("[shout]", "{shout: [words.txt]}") + "-- words.txt --\nloud\n",
        "words.txt",
        "loud",
        "louder",
    ),
    "a file that an included file includes": (INCLUDES, "words.txt", "loud", "louder"),
    "a table that a page shows": (READS, "words.txt", "loud", "louder"),
    "a file of a folder that it reads": (
        OWN.replace("[shout]", "{shout: words}") + "-- words/one.txt --\nloud\n",
        "words/one.txt",
        "loud",
        "louder",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_pages_are_made_anew_when_what_they_depend_on_is_another(name: str, site: MakeSite) -> None:
    files, file, old, new = CHANGES[name]
    project = site(files)
    build(project)
    every = made(project)
    edit(project, file, old, new)
    build(project)
    assert sorted(made(project)) == sorted(every)
    assert differences(project.root / "site", cold(project)) == []


def test_pages_are_made_anew_for_another_version(site: MakeSite) -> None:
    project = site(KNOWN)
    build(project)
    every = made(project)
    folder = project.root / "path/mkdocs_glightbox-0.5.0.dist-info"
    edit(project, f"path/{folder.name}/METADATA", "0.5.0", "0.5.1")
    folder.rename(folder.with_name("mkdocs_glightbox-0.5.1.dist-info"))
    build(project)
    assert sorted(made(project)) == sorted(every)


UNKNOWN: Mapping[str, tuple[str, str]] = {
    "nobody knows it": (
        f"-- mkdocs.yml --\n{using('shout')}{plugin('shout', 'shout')}{PAGES}",
        "the plugin 'shout' may change any page",
    ),
    "another distribution has the name": (
        f"-- mkdocs.yml --\n{using('open-in-new-tab')}{plugin('open-in-new-tab', 'tabs')}{PAGES}",
        "the plugin 'open-in-new-tab' may change any page",
    ),
    "it is newer than what was read": (
        KNOWN.replace("0.5.0", "1.0.0"),
        "the plugin 'glightbox' 1.0.0 is newer than any that kbgen knows",
    ),
    "it reads what no key knows": (
        f"-- mkdocs.yml --\n{using('include-markdown')}"
        f"{plugin('include-markdown', 'mkdocs-include-markdown-plugin', '7.3.0')}{PAGES}"
        '-- content/en/faq/far.md --\n# Far\n\n{% include "https://words.example/a.md" %}\n',
        "the plugin 'include-markdown' reads what pages include from elsewhere",
    ),
    "a template stands alone": (
        KNOWN.replace("plugins:", "extra_templates: [en/all.txt]\nplugins:", 1)
        + "-- content/en/all.txt --\n{{ pages | length }}\n",
        "templates that stand alone may show what other plugins have made of any page",
    ),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_known_to_depend_on_its_page_is_made_anew(name: str, site: MakeSite) -> None:
    files, why = UNKNOWN[name]
    project = site(files)
    assert f"every page is made anew: {why}" in build(project)
    every = made(project)
    (project.root / "words.txt").write_text("louder")
    build(project)
    assert sorted(made(project)) == sorted(every)
    assert "Made louder!" in project.article("policies/a")


def test_many_pages_are_made_in_several_processes(site: MakeSite) -> None:
    pages = "".join(
        f"-- content/en/faq/q{n}.md --\n---\ntitle: Q{n}\n---\nText.\n" for n in range(50)
    )
    project = site(KNOWN + pages)
    build(project, "--jobs", "2")
    log = (project.root / "made.log").read_text().splitlines()
    assert len({line.split()[1] for line in log}) > 1
    assert differences(project.root / "site", cold(project)) == []


def test_a_page_that_a_plugin_hides_is_not_published(site: MakeSite) -> None:
    hidden = "-- content/en/faq/hidden.md --\n---\ntitle: Hidden\nhidden: true\n---\nText.\n"
    project = site(KNOWN.replace("- kbgen\n", "- kbgen: {meta_fields: [hidden]}\n") + hidden)
    for _ in range(2):
        build(project)
        assert not (project.root / "site/faq/hidden").exists()
        edit(project, "content/en/policies/a.md", "Text.", "Text. Text.")


def test_what_a_plugin_warns_of_is_warned_of_again(site: MakeSite) -> None:
    project = site(KNOWN.replace("- kbgen\n", "- kbgen: {meta_fields: [warns]}\n"))
    edit(project, "content/ur/faq/refunds.md", "title: رقم", "title: رقم\nwarns: true")
    for _ in range(2):
        assert build(project).count("shouted at") == 1
    strict = run(project, "kbgen", "build", "--strict")
    assert strict.returncode == 1 and "1 warnings in strict mode" in strict.stderr


ADDS = """\
-- hook.py --
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

@event_priority(-150)
def on_files(files, config):
    files.append(File.generated(config, "en/faq/more.md", content="# More"))
"""


def test_a_plugin_that_adds_pages_cannot_be_promised(site: MakeSite) -> None:
    config = using("glightbox", promise="[hook.py]").replace(
        "plugins:", "hooks: [hook.py]\nplugins:", 1
    )
    project = site(
        f"-- mkdocs.yml --\n{config}{plugin('glightbox', 'mkdocs-glightbox')}{PAGES}{ADDS}"
    )
    result = run(project, "kbgen", "build")
    assert result.returncode == 2 and "Traceback" not in result.stderr
    assert "adds the page faq/more" in result.stderr and "page_plugins" in result.stderr


WRONG: Mapping[str, tuple[str, str]] = {
    "[shuot]": (
        "page_plugins names shuot, which is no other plugin or hook of this site",
        "did you mean 'shout'?",
    ),
    "[kbgen]": (
        "page_plugins names kbgen, which is no other plugin or hook of this site",
        "name a plugin or hook as mkdocs.yml lists it",
    ),
    "{shout: [gone.txt]}": (
        "page_plugins: 'gone.txt', which shout is to read, is not there",
        "paths",
    ),
    "{shout: [../outside]}": (
        "page_plugins: '../outside' lies outside",
        "copy it into the project",
    ),
    "shout": ("this is no list of plugins", "write [name]"),
}


@pytest.mark.parametrize("promise", WRONG)
def test_a_wrong_promise_is_refused_at_its_place(promise: str, site: MakeSite) -> None:
    what, hint = WRONG[promise]
    project = site(OWN.replace("[shout]", promise))
    (project.root.parent / "outside").write_text("")
    result = run(project, "kbgen", "build")
    assert result.returncode == 1
    assert re.search(rf"mkdocs\.yml:\d+:\d+: error KB001 .*{re.escape(what)}", result.stderr)
    assert hint in result.stderr


SERVE = """
import contextlib
from pathlib import Path
from kbgen.mkdocs.dev_project import DevProject
from kbgen.system.parse_cache import ParseCache
live = DevProject(Path("mkdocs.yml"), Path(".cache"), lambda _: ParseCache(), lambda: False)
with contextlib.closing(live):
    live.change()
    live.finish()
    Path("made.log").unlink()
    page = Path("content/en/faq/refunds.md").resolve()
    page.write_text(page.read_text("utf-8").replace("Now.", "Soon."), "utf-8")
    live.change({page})
    assert b"Soon." in live.page("faq/refunds/index.html")
    assert "own.txt" in live.output.files
"""


def test_the_server_makes_only_what_changed(site: MakeSite) -> None:
    project = site(f"{KNOWN}-- live.py --\n{SERVE}")
    result = run(project, "live")
    assert result.returncode == 0, result.stderr
    assert made(project) == ["en/faq/refunds.md"] * 2


def test_a_site_with_other_plugins_is_not_built_in_shards(site: MakeSite) -> None:
    project = site(KNOWN)
    result = run(project, "kbgen", "build", "--shard", "1/2")
    assert result.returncode == 2
    assert "cannot be built in shards: 'glightbox' takes part in making pages" in result.stderr

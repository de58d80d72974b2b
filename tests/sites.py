"""Whole small sites in one string."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from click.testing import CliRunner, Result

from kbgen.cli import main
from kbgen.model.findings import OF_TEXT

CONFIG = """\
site_name: Test
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
        - {locale: ar, name: العربية}
        - {locale: hi, name: हिन्दी}
  - kbgen
"""
WITH_BENGALI = CONFIG.replace("  - kbgen\n", "        - {locale: bn, name: বাংলা}\n  - kbgen\n")
"""A fifth language, for what is held to every language that is known."""
HOME = """\
-- content/en/index.md --
---
title: Home
---
Welcome.
"""


@dataclass(frozen=True)
class Project:
    """A project on disk, and what its user does with it."""

    root: Path

    def run(self, *args: str) -> Result:
        with contextlib.chdir(self.root):
            return CliRunner().invoke(main, list(args))

    def check(self, sameness: bool = False) -> list[dict[str, str]]:
        """Return the findings of `kbgen check --format json`, those of its texts (KB4) if asked."""
        result = self.run("check", "--format", "json")
        assert result.exit_code in (0, 1), result.output
        findings: list[dict[str, str]] = json.loads(result.stdout)
        return [f for f in findings if sameness or f["code"] not in OF_TEXT]

    def found(self) -> list[str]:
        """Return the findings as path:line:column: code."""
        return ["{path}:{line}:{column} {code}".format(**f) for f in self.check()]

    def build(self, *args: str) -> Path:
        result = self.run("build", *args)
        assert result.exit_code == 0, result.output
        return self.root / "site"

    def html(self, page: str) -> str:
        """Return a built page's HTML by its address: "ur/faq/pin/"."""
        return (self.root / "site" / page / "index.html").read_text("utf-8")

    def article(self, page: str) -> str:
        """Return what a page says: the HTML of its article."""
        html = self.html(page)
        match = re.search(r"<article[^>]*>(.*)</article>", html, re.S)
        assert match, html[:300]
        return match[1]

    def text(self, page: str) -> str:
        """Return the words of a page's article, without markup."""
        return words(self.article(page))


FINDING = re.compile(r"^(\S+:\d+:\d+): (error|warning|doubt) (KB\d{3}) (.*)$", re.M)


def reported(text: str) -> list[tuple[str, str, str, str]]:
    """Return the findings that a command printed, as place, severity, code and message."""
    return FINDING.findall(text)


def words(html: str) -> str:
    """Return the words of HTML, blocks apart."""
    html = re.sub(r"</(?:td|th|tr|p|li|h[1-6]|div|dt|dd|summary)>", " ", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html))).strip()


def write_files(root: Path, text: str) -> None:
    """Write `-- path --` sections of a text as files."""
    for path, body in re.findall(r"^-- (\S+) --\n(.*?)(?=^-- \S+ --\n|\Z)", text, re.S | re.M):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, "utf-8")


def write_site(root: Path, text: str) -> Project:
    """Write a project: the given files, a configuration and a home page if they give none."""
    root.mkdir(parents=True, exist_ok=True)
    if "-- mkdocs.yml --" not in text:
        (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    write_files(root, HOME + text)
    return Project(root)


__all__ = ["CONFIG", "WITH_BENGALI", "Project", "reported", "words", "write_site"]

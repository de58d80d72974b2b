"""docs/findings.md: people write what a finding means, its title and its example come from kbgen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.model.findings import CATALOGUE, FindingType
from tests.sites import CONFIG, Project, write_site

# Headings in a fence are an example's.
_SECTION = re.compile(r"^### (KB\d{3})(?:^```.*?^```$|(?!^##).)*", re.S | re.M)
_EXAMPLE = re.compile(r"^```text\n(.*?)^```\n(?:\n```console\n.*?^```\n)?", re.S | re.M)
_SEVERITY = re.compile(r"^\*[\w ]+\.\*", re.M)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def findings_page(written: str) -> str:
    """Return the page with what is made in each section: its heading, severity and output."""
    return _SECTION.sub(lambda match: _section(CATALOGUE[match[1]], match[0]), written)


def codes_of(written: str) -> list[str]:
    """Return the codes that the page has a section of, in its order."""
    return [match[1] for match in _SECTION.finditer(written)]


def _section(kind: FindingType, text: str) -> str:
    _, _, body = text.partition("\n")
    severity = " or ".join(one.value for one in (kind.severity, kind.also) if one)
    shown = f"*{severity.capitalize()}.*"
    body, count = _SEVERITY.subn(shown, body, count=1)
    body = body if count else f"\n{shown} {body.lstrip()}"
    body = _EXAMPLE.sub(_with_output(kind.code), body, count=1)
    return f"### {kind.code}: {kind.title} {{#{kind.anchor}}}\n{body}"


def _with_output(code: str) -> Callable[[re.Match[str]], str]:
    def replaced(match: re.Match[str]) -> str:
        return f"```text\n{match[1]}```\n\n```console\n{output(code, match[1])}```\n"

    return replaced


def output(code: str, example: str) -> str:
    """Return what `kbgen check` says of a code in a project that has the example's files."""
    with TemporaryDirectory() as folder:
        found = _project(Path(folder), example).check(sameness=True)
    lines = []
    for finding in [finding for finding in found if finding["code"] == code][:2]:
        lines.append(f"{finding['severity']} {code} {finding['message']}\n")
        lines += [f"    → {finding['hint']}\n"] if finding["hint"] else []
    return unicodedata.normalize("NFC", "".join(lines))


def _with_settings(example: str) -> str:
    """Return the usual mkdocs.yml with what an example has: kbgen's options, all plugins, or else."""
    own = example.removeprefix("plugins:\n")
    if own.startswith("  - i18n:"):
        return CONFIG.partition("  - i18n:")[0] + own
    return CONFIG.replace("  - kbgen\n", own) if own != example else CONFIG + own


def _project(root: Path, example: str) -> Project:
    files = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), example)
    config = re.search(r"^-- mkdocs\.yml --\n(.*)", files, re.S | re.M)
    if config:
        files = f"-- mkdocs.yml --\n{_with_settings(config[1])}"
    # Some rules look only at sites that have a ledger.
    ledger = "" if "facts.yml" in files else "-- content/facts.yml --\nfee: {money: 25 AED}\n"
    return write_site(root, f"{ledger}{files}")

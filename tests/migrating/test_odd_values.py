"""Values that nobody expects in front matter and settings: kept or reported, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli import main
from tests.sites import write_files

FIELDS = """
    title description slug id url permalink aliases redirect_from weight sidebar_position nav_order
    sidebar_label linkTitle tags keywords categories date lang draft hero banner sidebar authors image
    reviewed lastUpdated source owner template search status hide params
""".split()  # a table to read
VALUES = (
    "5",
    "[1, {a: b}]",
    "{a: [b]}",
    "''",
    "null",
    "yes",
    "2024-01-02",
    "[[]]",
    "'../../x'",
    "'a: {{ b }}'",
)
PLACES = {
    "docusaurus": ("-- docusaurus.config.js --\nexport default {};\n", "docs/a/b.md"),
    "starlight": (
        "-- astro.config.mjs --\nexport default {integrations: [starlight({})]};\n",
        "src/content/docs/a/b.md",
    ),
    "hugo": ("-- hugo.toml --\n", "content/a/b.md"),
    "jekyll": ("-- _config.yml --\ntitle: A\n", "_posts/2024-01-02-b.md"),
    "gitbook": ("-- SUMMARY.md --\n* [B](b.md)\n", "b.md"),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("value", VALUES)
def test_odd_values_of_front_matter(tmp_path: Path, name: str, value: str) -> None:
    settings, path = PLACES[name]
    for number, field in enumerate(FIELDS):
        old, new = tmp_path / f"{number}", tmp_path / f"{number}-new"
        write_files(old, f"{settings}-- {path} --\n---\n{field}: {value}\n---\nText\n")
        result = CliRunner().invoke(main, ["migrate", str(old), "--from", name, "--into", str(new)])
        assert result.exit_code == 0, f"{field}: {result.output} {result.exception!r}"
        pages = "".join(page.read_text("utf-8") for page in (new / "content").rglob("*.md"))
        assert "Text\n" in pages, field


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docusaurus.config.js", "export default {title: `a${b}`, i18n: f(), url: 5, presets: [["),
        ("docusaurus.config.js", "module.exports = {i18n: {locales: 'en', localeConfigs: 5}}"),
        ("hugo.toml", "title = 5\nlanguages = 3\npermalinks = 'x'\ntaxonomies = 1\nbaseURL = 7\n"),
        ("hugo.yaml", "languages: {en: {weight: x}, ur: 5}\nparams: [1]\n"),
        ("_config.yml", "collections: 5\nexclude: 7\nlanguages: x\ndefaults: [1]\npermalink: 3\n"),
        ("book.json", '{"variables": 5, "structure": 3, "root": 4, "language": 5, "title": []}'),
        (".gitbook.yaml", "redirects: [1]\nstructure: {readme: 5, summary: 6}\n"),
        (
            "articles.json",
            '{"articles": [5, {"id": 1, "title": null, "body": null, "position": null}]}',
        ),
    ],
)
def test_odd_settings(tmp_path: Path, path: str, text: str) -> None:
    pages = "docs/a.md content/a.md README.md".split()
    written = "".join(f"-- {page} --\n---\ntitle: A\n---\nText\n" for page in pages)
    write_files(tmp_path / "old", f"-- {path} --\n{text}\n{written}")
    result = CliRunner().invoke(
        main, ["migrate", str(tmp_path / "old"), "--into", str(tmp_path / "new")]
    )
    assert result.exit_code in (0, 2), f"{result.output} {result.exception!r}"
    assert "Internal error" not in result.output

"""Settings of Material that kbgen takes over, and those that it names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.mkdocs.test_shapes import write
from tests.sites import Project

MATERIAL = """\
-- mkdocs.yml --
site_name: Test
site_url: https://help.example.com/
docs_dir: docs
copyright: 2026 Nahr
repo_url: https://github.com/nahr/help
edit_uri: edit/main/docs/
theme:
  name: material
  logo: assets/logo.svg
  favicon: assets/tab.png
  features: [content.action.edit, navigation.tabs]
  font: {text: Roboto}
  palette:
    - {scheme: default, primary: white, accent: deep orange}
    - {scheme: slate, primary: black}
extra:
  generator: false
  analytics: {provider: google, property: G-1}
  social:
    - {icon: fontawesome/brands/mastodon, link: "https://social.example/@nahr"}
    - {icon: fontawesome/solid/envelope, link: "mailto:a@example.com"}
plugins: [kbgen]
-- docs/index.md --
# Home
-- docs/faq/a b.md --
# A
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def made(root: Path, text: str) -> Project:
    project = write(root, text)
    (root / "docs/assets").mkdir()
    (root / "docs/assets/logo.svg").write_text(DRAWING)
    (root / "docs/assets/tab.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return project


def note(project: Project) -> str:
    """Return what a build says about settings that are not used."""
    found = re.findall("does not use: (.*);", project.run("build", "--strict").output)
    assert len(found) <= 1
    return found[0] if found else ""


def test_what_kbgen_has_the_like_of(tmp_path: Path) -> None:
    text = MATERIAL.replace("a b.md", "a.md")
    project = made(tmp_path, text)
    assert note(project) == "theme.features, theme.font, extra.analytics"
    html = project.html("")
    assert re.search(r'<img[^>]*src="[^"]*logo', html)
    assert re.search(r'<link rel="icon"[^>]*href="[^"]*\.png"', html)
    assert '<a href="https://social.example/@nahr" rel="me" dir="ltr">Mastodon</a>' in html
    assert "mailto:a@example.com" not in html
    assert "2026 Nahr" in html
    assert 'href="https://github.com/nahr/help/edit/main/docs/faq/a.md"' in project.html("faq/a/")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert data and "https://social.example/@nahr" in json.dumps(json.loads(data[1]))
    styles = "".join(file.read_text("utf-8") for file in tmp_path.glob("site/**/*.css"))
    with_it = set(re.findall("--kb-strong:(#[0-9a-f]{6})", styles))
    (tmp_path / "mkdocs.yml").write_text(
        (tmp_path / "mkdocs.yml").read_text("utf-8").replace("deep orange", "teal"), "utf-8"
    )
    project.build()
    styles = "".join(file.read_text("utf-8") for file in tmp_path.glob("site/**/*.css"))
    assert with_it and with_it.isdisjoint(re.findall("--kb-strong:(#[0-9a-f]{6})", styles))


def test_kbgens_own_options_come_first(tmp_path: Path) -> None:
    own = (
        "  - kbgen:\n      brand: {social: {Forum: 'https://forum.example/'}, accent: '#123456'}\n"
    )
    project = made(tmp_path, MATERIAL.replace("a b.md", "a.md").replace(" [kbgen]\n", f"\n{own}"))
    project.build()
    html = project.html("")
    assert "https://forum.example/" in html and "social.example" not in html


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("theme: {name: material}", ""),
        ("theme: {name: material, palette: {scheme: slate, primary: indigo}}", ""),
        ("theme: {name: material, palette: {primary: custom}}", "theme.palette"),
        ("theme: {name: material, logo: gone.png}", "theme.logo"),
        ("theme: {name: material, icon: {logo: material/library}}", "theme.icon"),
        ("theme: material\nrepo_url: https://github.com/a/b", "repo_url"),
        ("theme: material\nextra: {version: {provider: mike}, consent: {title: C}, own: 1}",
         "extra.version, extra.consent"),
        ("theme: material\nextra: {social: [{icon: x, link: nowhere}]}", "extra.social"),
    ],
)  # fmt: skip
def test_what_it_does_not_use_is_named_once(tmp_path: Path, settings: str, named: str) -> None:
    text = f"-- mkdocs.yml --\nsite_name: T\ndocs_dir: docs\n{settings}\nplugins: [kbgen]\n"
    assert note(write(tmp_path, text + "-- docs/index.md --\n# Home\n")) == named


@pytest.mark.parametrize("theme", ["readthedocs", "{name: mkdocs}"])
def test_another_theme(tmp_path: Path, theme: str) -> None:
    text = f"-- mkdocs.yml --\nsite_name: T\ntheme: {theme}\nplugins: [kbgen]\n"
    output = write(tmp_path, text + "-- docs/index.md --\n# Home\n").run("build").output
    assert "mkdocs.yml:2:1: error KB001" in output
    assert "theme: {name: material}" in output

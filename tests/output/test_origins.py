"""Content from other origins is reported before a browser blocks it."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite
from tests.sites import CONFIG

PICTURES = "the site's policy blocks pictures from https://maps.example.com"
LOADED = {
    "![map](https://maps.example.com/shop.png)": PICTURES,
    "![map](//maps.example.com/shop.png)": PICTURES,
    "[![map](https://maps.example.com/a.png)](https://example.com)": PICTURES,
    '<img alt="" src="https://maps.example.com/a.png">': PICTURES,
    '<img alt="" src="https://MAPS.example.com/a.png">': PICTURES,
    '<picture><source srcset="https://maps.example.com/a.png 2x"></picture>': PICTURES,
    '<video poster="https://maps.example.com/a.png"></video>': PICTURES,
    '<audio src="https://fm.example/a.mp3"></audio>': (
        "the site's policy blocks sound and video from https://fm.example"
    ),
    '<video><source src="https://fm.example:8443/a.mp4"></video>': (
        "the site's policy blocks sound and video from https://fm.example:8443"
    ),
    "![a](http://maps.example.com/a.png)": (
        "the site's policy blocks pictures from http://maps.example.com"
    ),
    # A link loads nothing; the site's own address is its own.
    "[map](https://maps.example.com/shop.png)": None,
    "![a](https://help.example.com/shop.png)": None,
    "`![map](https://maps.example.com/shop.png)`": None,
}


def found(site: MakeSite, text: str) -> list[tuple[str, str]]:
    project = site(text)
    findings = [f for f in project.check() if f["code"] == "KB307"]
    result = project.run("build")
    assert result.exit_code == 0 and result.output.count("KB307") == len(findings), result.output
    return [("{path}:{line}:{column}".format(**f), f["message"]) for f in findings]


@pytest.mark.parametrize("markdown", LOADED)
def test_what_a_page_loads_from_elsewhere_is_told(markdown: str, site: MakeSite) -> None:
    page = f"-- content/en/map.md --\n---\ntitle: Map\n---\n{markdown}\n"
    wanted = LOADED[markdown]
    column = next(c for c in map(markdown.find, ("http", "//")) if c >= 0) + 1
    assert found(site, page) == ([(f"content/en/map.md:4:{column}", wanted)] if wanted else [])


def test_what_is_allowed_is_not_told_and_stands_in_the_policy(site: MakeSite) -> None:
    allowed = "  - kbgen: {hosting: {allow: {img-src: https://maps.example.com}}}\n"
    config = CONFIG.replace("  - kbgen\n", allowed)
    page = "-- content/en/map.md --\n![map](https://maps.example.com/shop.png)\n"
    text = f"-- mkdocs.yml --\n{config}{page}"
    assert found(site, text) == []
    project = site(text)
    for text in (
        (project.root / "site/_headers").read_text(),
        project.run("hosting", "nginx").output,
        project.run("hosting", "apache").output,
    ):
        assert "img-src 'self' https://maps.example.com" in text


def test_styles_scripts_and_emoji_of_mkdocs_yml_are_told(site: MakeSite) -> None:
    config = (
        f"{CONFIG}extra_css: [https://cdn.example/a.css, own.css]\nextra_javascript:\n"
        "  - //cdn.example/b.js\n  - {path: https://cdn.example/c.js, defer: true}\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
    )
    pages = "-- content/own.css --\n-- content/en/a.md --\nGood :smile: day\n-- content/en/b.md --\nAt 9:30 or 10:00:\n"
    lines = config.splitlines()
    css = next(n for n, line in enumerate(lines, 1) if "a.css" in line)
    assert found(site, f"-- mkdocs.yml --\n{config}{pages}") == [
        ("content/en/a.md:1:6", "the site's policy blocks pictures from https://cdn.jsdelivr.net"),
        (f"mkdocs.yml:{css}:13", "the site's policy blocks styles from https://cdn.example"),
        (f"mkdocs.yml:{css + 2}:5", "the site's policy blocks scripts from https://cdn.example"),
        (f"mkdocs.yml:{css + 3}:12", "the site's policy blocks scripts from https://cdn.example"),
    ]


def test_icons_that_are_drawn_in_the_page_load_nothing(site: MakeSite) -> None:
    config = (
        f"{CONFIG}markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      emoji_generator: !!python/name:material.extensions.emoji.to_svg\n"
    )
    page = "-- content/en/a.md --\n:material-account: is drawn, :smile: is not\n"
    assert found(site, f"-- mkdocs.yml --\n{config}{page}") == [
        ("content/en/a.md:1:30", "the site's policy blocks pictures from https://cdn.jsdelivr.net")
    ]

"""A book of GitBook or HonKit: SUMMARY.md, languages, blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.migrations import migrated, unanswered

BOOKS = """\
-- LANGS.md --
* [English](en/)
* [اردو](ur/)
-- book.json --
{"title": "Acme Book", "variables": {"phone": "0800 1"}}
-- en/README.md --
# Acme

Call {{ book.phone }}. [Questions](faq/README.md)
-- en/SUMMARY.md --
# Summary

* [Introduction](README.md)

## Help

* [Questions](faq/README.md)
  * [Refunds now](faq/refunds.md)
  * [Gone](faq/gone.md)
* [Shop](https://shop.acme.example)
-- en/faq/README.md --
# Questions
-- en/faq/refunds.md --
# Refunds

![a](img/a.png) [home](../README.md) [part](#one--two)

## One & two

{% raw %}{{ kept }}{% endraw %}
-- en/faq/img/a.png --
PNG
-- en/hidden.md --
# Hidden
-- ur/README.md --
# اکمی
-- ur/SUMMARY.md --
* [تعارف](README.md)

## مدد

* [سوالات](faq/README.md)
  * [واپسی](faq/refunds.md)
-- ur/faq/README.md --
# سوالات
-- ur/faq/refunds.md --
# واپسی
"""


def test_books_in_two_languages(tmp_path: Path) -> None:
    done = migrated(tmp_path, BOOKS)
    site = done.project.build()
    old = ["/", "/en/", "/en/faq/", "/en/faq/refunds.html", "/ur/", "/ur/faq/refunds.html"]
    assert unanswered(old, site) == []
    assert "Call 0800 1. [Questions](faq/index.md)" in done.body("en/index.md")
    refunds = done.body("en/faq/refunds.md")
    assert "![a](img/a.png) [home](../index.md) [part](#one--two)" in refunds
    assert "## One & two {#one--two}\n\n{{ kept }}\n" in refunds


def test_the_summary_is_the_navigation(tmp_path: Path) -> None:
    done = migrated(tmp_path, BOOKS)
    config = yaml.safe_load((done.project.root / "mkdocs.yml").read_text("utf-8"))
    assert config["nav"] == [
        {"Introduction": "index.md"},
        {
            "Help": [
                {"Questions": ["faq/index.md", {"Refunds now": "faq/refunds.md"}]},
                {"Shop": "https://shop.acme.example"},
            ]
        },
    ]
    urdu = config["plugins"][0]["i18n"]["languages"][1]["nav_translations"]
    assert urdu["Refunds now"] == "واپسی"
    assert "Gone: en/faq/gone.md" in done.report
    assert done.page("en/hidden.md").startswith("---\ndraft: true\n---\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('{% hint style="danger" %}\nStop\n{% endhint %}', "!!! danger\n\n    Stop\n"),
        (
            '{% tabs %}\n{% tab title="One" %}\n1\n{% endtab %}\n{% endtabs %}',
            '=== "One"\n\n    1\n',
        ),
        (
            '{% code title="a.js" %}\n```js\nlet a\n```\n{% endcode %}',
            '```js title="a.js"\nlet a\n```\n',
        ),
        (
            '{% content-ref url="README.md" %}\n[Home](README.md)\n{% endcontent-ref %}',
            "[Home](index.md)\n",
        ),
        ('{% embed url="https://e.example" %}', "[https://e.example](https://e.example)\n"),
        ("`{% x %}`", "`{% x %}`\n"),
        ("1. a\n   * b\n\n     c", "1. a\n    * b\n\n        c\n"),
    ],
)
def test_blocks(tmp_path: Path, written: str, expected: str) -> None:
    text = "-- .gitbook.yaml --\n-- README.md --\n# H\n-- SUMMARY.md --\n* [H](README.md)\n* [A](a.md)\n"
    done = migrated(tmp_path, f"{text}-- a.md --\n{written}\n")
    assert done.body("en/a.md") == expected

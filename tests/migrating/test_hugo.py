"""A project of Hugo: front matter in three forms, languages by suffix, aliases, shortcodes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.migrations import migrated, unanswered

SITE = """\
-- hugo.toml --
baseURL = "https://help.acme.example/kb/"
title = "Acme Help"
defaultContentLanguage = "en"
[permalinks]
  news = "/news/:year/:slug/"
[languages.en]
  languageName = "English"
[languages.ur]
  languageName = "اردو"
[params]
  phone = "0800 123"
-- content/_index.md --
---
title: Acme Help
---
Begin here.
-- content/guides/Refunds.md --
+++
title = "Refunds & returns"
date = 2024-03-01T10:00:00Z
weight = 2
aliases = ["/old/refunds.html", "money-back"]
tags = ["Card Payment"]
+++
## How long? & why

See [terms]({{< ref "terms.md#end" >}}) and call {{< param phone >}}.
{{< pricing plan="gold" >}}
-- content/guides/Refunds.ur.md --
---
title: رقم کی واپسی
weight: 2
---
## کتنا وقت؟

[سیٹ اپ](../setup/)
-- content/guides/setup/index.md --
---
title: Setup
weight: 1
---
![shot](shot.png)
-- content/guides/setup/shot.png --
PNG
-- content/terms.md --
{"title": "Terms", "url": "/legal/terms/"}

## End
[back](/kb/guides/refunds/#how-long--why) ![c](/img/card.png)
-- content/news/first.md --
---
title: First News
date: 2023-05-06
slug: hello
---
News.
-- static/img/card.png --
PNG
"""


def test_a_project_is_moved_and_answers_its_old_addresses(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    site = done.project.build()
    old = [
        "/",
        "/guides/refunds/",
        "/guides/setup/",
        "/guides/",
        "/legal/terms/",
        "/news/2023/hello/",
    ]
    old += ["/old/refunds.html", "/guides/money-back/", "/tags/", "/tags/card-payment/", "/news/"]
    old += ["/ur/guides/refunds/", "/img/card.png", "/guides/setup/shot.png", "/en/"]
    assert unanswered(old, site) == []
    assert done.led["/guides/money-back"] == "guides/refunds"


def test_links_lead_to_files(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    refunds = done.body("en/guides/refunds.md")
    assert "See [terms](../terms.md#end) and call 0800 123." in refunds
    assert "[سیٹ اپ](setup/index.md)" in done.body("ur/guides/refunds.md")
    assert "[back](guides/refunds.md#how-long--why) ![c](img/card.png)" in done.body("en/terms.md")
    assert "## How long? & why {#how-long--why}\n" in refunds


def test_what_is_not_known_is_reported_with_its_line(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    assert "content/guides/Refunds.md:11: the shortcode pricing is not known" in done.output
    assert '`{{< pricing plan="gold" >}}`' in done.report


def test_weights_are_the_order_of_the_navigation(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    nav = yaml.safe_load((done.project.root / "mkdocs.yml").read_text("utf-8"))["nav"]
    assert nav[1] == {"Guides": ["guides/index.md", "guides/setup/index.md", "guides/refunds.md"]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            '{{% notice warning "Take care" %}}\nStop.\n{{% /notice %}}',
            '!!! warning "Take care"\n\n    Stop.\n',
        ),
        ("{{< tip >}}\n- a\n{{< /tip >}}", "!!! tip\n\n    - a\n"),
        ('{{< figure src="a.png" alt="A" caption="Cap" >}}', "![A](a.png) *Cap*\n"),
        (
            "{{< youtube abc >}}",
            "[https://www.youtube.com/watch?v=abc](https://www.youtube.com/watch?v=abc)\n",
        ),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}", "```go\nx := 1\n```\n"),
        ("```go {linenos=true,hl_lines=[2]}\na\n```", '```go hl_lines="2" linenums="1"\na\n```\n'),
        ("`{{</* note */>}}`", "`{{< note >}}`\n"),
        (
            '{{< tabs >}}{{< tab "One" >}}1{{< /tab >}}{{< tab "Two" >}}2{{< /tab >}}{{< /tabs >}}',
            '=== "One"\n\n    1\n\n=== "Two"\n\n    2\n',
        ),
        ("> [!NOTE]\n> Mind *this*", "!!! note\n\n    Mind *this*\n"),
    ],
)
def test_shortcodes(tmp_path: Path, written: str, expected: str) -> None:
    done = migrated(
        tmp_path, f"-- hugo.toml --\n-- content/a.md --\n---\ntitle: A\n---\n{written}\n"
    )
    assert done.body("en/a.md") == expected

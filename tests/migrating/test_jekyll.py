"""A project of Jekyll: permalinks, posts, collections, Liquid."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.migrations import migrated, unanswered

SITE = """\
-- _config.yml --
title: Acme
url: https://acme.example
baseurl: /help
phone: 0800 5
languages: [en, ur]
default_lang: en
collections:
  answers: {output: true, permalink: /a/:path/}
-- index.md --
---
title: Acme
---
[about]({% link about.md %})
-- about.md --
---
title: About
redirect_from: [/who/, /older.html]
---
See [post]({% post_url 2024-01-02-open %}), [answer]({{ site.baseurl }}/a/refunds/), ![i]({{ "/img/i.png" | relative_url }})
-- ur/about.md --
---
title: ہمارے بارے میں
lang: ur
---
متن
-- _posts/2024-01-02-open.md --
---
title: Open
categories: news
---
Come in.
-- _answers/refunds.md --
---
title: Refunds
permalink: /money-back/
---
## Terms & more
-- img/i.png --
PNG
-- raw.html --
---
title: Raw
---
<p>Text <a href="/help/about.html">about</a></p>
"""


def test_a_project_is_moved_and_answers_its_old_addresses(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    site = done.project.build()
    old = ["/", "/about.html", "/who/", "/older.html", "/news/2024/01/02/open.html", "/raw.html"]
    old += ["/money-back/", "/ur/about.html", "/img/i.png"]
    assert unanswered(old, site) == []


def test_links_and_values(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    assert "[about](about.md)" in done.body("en/index.md")
    assert "See [post](posts/open.md)" in done.body("en/about.md")
    assert "![i](img/i.png)" in done.body("en/about.md")
    assert '<a href="about.md">about</a>' in done.body("en/raw.md")
    assert done.page("ur/about.md").startswith("---\ntitle: ہمارے بارے میں\n---\n")


@pytest.mark.parametrize(
    ("written", "expected", "reported"),
    [
        ("{{ site.phone }} {{ page.title }}", "0800 5 A\n", ""),
        ("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}\n", ""),
        ("{% highlight ruby %}\nx\n{% endhighlight %}", "```ruby\nx\n```\n", ""),
        ("{{ site.none }}", "{{ site.none }}\n", "a.md:4: a program computes this"),
        (
            "{% for p in site.posts %}{{ p.title }}{% endfor %}",
            "<!-- {% for p in site.posts %}{{ p.title }}{% endfor %} -->\n",
            "a.md:4: Liquid made this list",
        ),
        ("* TOC\n{:toc}", "[TOC]\n", ""),
    ],
)
def test_liquid(tmp_path: Path, written: str, expected: str, reported: str) -> None:
    text = "-- _config.yml --\nphone: 0800 5\n"
    done = migrated(tmp_path, f"{text}-- a.md --\n---\ntitle: A\n---\n{written}\n")
    assert done.body("en/a.md") == expected
    assert reported in done.output

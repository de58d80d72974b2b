"""Links that begin with a slash, where mkdocs.yml has `absolute_links: relative_to_docs`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.sites import CONFIG, Project, write_site

SITE = f"""\
-- mkdocs.yml --
{CONFIG}
validation:
  links:
    absolute_links: relative_to_docs
-- content/en/index.md --
---
title: Home
---
[from home](/en/faq/other.md)
-- content/en/faq/a.md --
---
title: A
---
[to a section](/en/faq/other.md#q), [home](/en/index.md), ![a picture](/en/faq/p.svg)
-- content/en/faq/p.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/en/faq/other.md --
---
title: Other
---
## Question {{#q}}

[back](a.md)
-- content/ur/faq/a.md --
---
title: پہلا
---
[to a section](/ur/faq/other.md#q)
-- content/ur/faq/other.md --
---
title: دوسرا
---
## سوال {{#q}}

جواب۔
"""
# Page → what is linked, as an address of the site.
LINKS = {
    "": ["/faq/other/"],
    "faq/a": ["/faq/other/#q", "/", "/faq/p.svg"],
    "ur/faq/a": ["/ur/faq/other/#q"],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("links") / "project", SITE)
    project.build("--strict")
    return project


def linked(project: Project, page: str) -> Iterator[str]:
    """Yield where the text of a page leads."""
    (text,) = re.findall(r"<article.*?</article>", project.html(page), re.S)
    for link in re.findall(r"<p>.*?</p>", text, re.S):
        for address in re.findall(r'(?:href|src)="([^"]+)"', link):
            yield urljoin(f"/{page}/" if page else "/", address)


@pytest.mark.parametrize("page", LINKS)
def test_a_link_from_the_content_folder_leads_to_its_page(page: str, built: Project) -> None:
    found = list(linked(built, page))
    assert found == LINKS[page]
    for address in found:
        file = Path(built.root, "site", address.partition("#")[0].lstrip("/"))
        assert file.is_file() or (file / "index.html").is_file()

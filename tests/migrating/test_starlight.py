"""A project of Starlight: locales, asides, components, the head of a landing page."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.migrations import migrated, unanswered

SITE = """\
-- astro.config.mjs --
import starlight from '@astrojs/starlight';
export default defineConfig({
  site: 'https://help.acme.example',
  redirects: {'/old': '/guides/refunds/'},
  integrations: [starlight({
    title: 'Acme',
    locales: {root: {label: 'English', lang: 'en'}, ur: {label: 'اردو'}},
    sidebar: [
      {label: 'Guides', translations: {ur: 'رہنما'}, items: ['guides/refunds', {label: 'Hours', link: '/hours/'}]},
      {label: 'Shop', link: 'https://shop.example'},
    ],
  })],
});
-- src/content/docs/index.mdx --
---
title: Acme
template: splash
hero:
  tagline: All answers
  image: {file: ../../assets/shop.png, alt: Our shop}
  actions:
    - {text: Track, link: /guides/refunds/}
---
import { Card } from '@astrojs/starlight/components';

<Card title="Returns">See [here](/guides/refunds/#how).</Card>
-- src/content/docs/guides/refunds.mdx --
---
title: Refunds
sidebar: {order: 1}
---
## How

<Steps>

1. Open the box

   :::caution[Slowly]
   Mind the glass.
   :::

2. Done

</Steps>

![Shop](../../../assets/shop.png) <Map city="Ajman"/> {days} days
-- src/content/docs/opening.md --
---
title: Hours
slug: hours
---
Ten to ten.
-- src/content/docs/ur/guides/refunds.mdx --
---
title: واپسی
---
متن
-- src/assets/shop.png --
PNG
-- public/img/zones.png --
PNG
"""


def test_a_project_is_moved_and_answers_its_old_addresses(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    site = done.project.build()
    old = ["/", "/guides/refunds/", "/hours/", "/old", "/ur/", "/ur/guides/refunds/", "/ur/hours/"]
    assert unanswered([*old, "/img/zones.png"], site) == []


def test_the_head_of_a_landing_page_is_text(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    assert done.body("en/index.md") == (
        "All answers\n\n![Our shop](assets/shop.png)\n\n- [Track](guides/refunds.md)\n\n"
        "**Returns**\n\nSee [here](guides/refunds.md#how).\n"
    )


def test_steps_asides_and_components(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    body = done.body("en/guides/refunds.md")
    assert (
        '1. Open the box\n\n    !!! warning "Slowly"\n\n        Mind the glass.\n\n2. Done' in body
    )
    assert '![Shop](../assets/shop.png) <!-- ‹Map city="Ajman"/› --> {days} days' in body
    assert '<Map city="Ajman"/>' in done.report
    assert "{days}" in done.report


def test_the_sidebar_is_the_navigation(tmp_path: Path) -> None:
    done = migrated(tmp_path, SITE)
    config = yaml.safe_load((done.project.root / "mkdocs.yml").read_text("utf-8"))
    guides = {"Guides": ["guides/refunds.md", {"Hours": "hours.md"}]}
    assert config["nav"] == ["index.md", guides, {"Shop": "https://shop.example"}]
    urdu = config["plugins"][0]["i18n"]["languages"][1]
    assert urdu["nav_translations"]["Guides"] == "رہنما"

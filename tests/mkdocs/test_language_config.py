"""What mkdocs.yml says of one language is that language's, and of the site the default one's."""

from __future__ import annotations

from tests.conftest import MakeSite
from tests.sites import CONFIG

OWN = "name: हिन्दी, site_name: सहायता, site_url: 'https://hi.example.com/'"


def test_a_language_has_its_own_name_and_the_site_one_address(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{CONFIG.replace('name: हिन्दी', OWN)}")
    project.build()
    names = {page: "सहायता" in project.html(page) for page in ("", "ur", "ar", "hi")}
    assert names == {"": False, "ur": False, "ar": False, "hi": True}
    published = project.root / "site"
    robots = (published / "robots.txt").read_text("utf-8")
    assert "Sitemap: https://help.example.com/sitemap.xml" in robots
    assert "hi.example.com" not in robots + (published / "sitemap.xml").read_text("utf-8")

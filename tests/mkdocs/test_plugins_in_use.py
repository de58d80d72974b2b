"""Plugins in wide use do what they do in MkDocs: with their own programs, where they are installed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

HERE = Path(__file__).parent
CONTENT = """\
-- content/en/cards/a.md --
# Lost card {#lost}

![A card](card.png)

## How soon? {#soon}

Soon.
-- content/en/cards/b.md --
# Fees

Text.
-- content/ur/cards/a.md --
# گم شدہ کارڈ {#lost}

## کتنی جلدی؟ {#soon}

جلد۔
-- content/ur/cards/b.md --
# فیس

متن۔
-- content/en/cards/card.png --
a picture
-- content/en/zoo/z.md --
# Animals

Text.
"""
FACTS = "-- content/facts.yml --\nrefund.window: {duration: 14 days}\n"


def needs(plugin: str) -> None:
    pytest.importorskip(plugin, reason=f"{plugin} is not installed")


def config(plugin: str, before: str = "", top: str = "") -> str:
    """Return mkdocs.yml with a plugin after static-i18n, or before it."""
    text = CONFIG.replace("  - kbgen\n", f"  - {plugin}\n  - kbgen\n" if plugin else "  - kbgen\n")
    text = text.replace("  - i18n:", f"  - {before}\n  - i18n:") if before else text
    return f"-- mkdocs.yml --\n{text}{top}"


def menu(project: Project, page: str = "") -> list[str]:
    """Return the titles in the tabs of a page, in order."""
    tabs = re.search(r'<nav class="kb-tabs".*?</nav>', project.html(page), re.S)
    assert tabs
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<a .*?</a>", tabs[0], re.S)]


def beside(project: Project, page: str) -> list[str]:
    """Return the titles in the menu of a page's section."""
    found = re.search(r'<nav aria-labelledby="kb-section">.*?</nav>', project.html(page), re.S)
    assert found
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<a .*?</a>", found[0], re.S)][1:]


def built(project: Project, *args: str) -> str:
    result = project.run("build", *args)
    assert result.exit_code == 0, result.output
    return result.output


NAV = "nav: [index.md, {Beasts: zoo/z.md}, {Plastic: [cards/b.md, {Gone: cards/a.md}]}]\n"


@pytest.mark.parametrize("place", ["plugin", "before"])
def test_awesome_nav_arranges_the_menus(place: str, site: MakeSite) -> None:
    needs("mkdocs_awesome_nav")
    files = "".join(f"-- content/{lang}/.nav.yml --\n{NAV}" for lang in ("en", "ur"))
    text = config("awesome-nav") if place == "plugin" else config("", before="awesome-nav")
    project = site(text + CONTENT + files)
    assert "made anew" not in built(project)
    assert menu(project) == ["Beasts", "Plastic"]
    assert beside(project, "cards/a") == ["Fees", "Gone"]
    assert beside(project, "ur/cards/a") == ["فیس", "Gone"]
    assert "Nothing changed" in built(project)
    file = project.root / "content/en/.nav.yml"
    file.write_text(NAV.replace("Beasts", "Pets"), "utf-8")
    built(project)
    assert menu(project) == ["Pets", "Plastic"], "the new name, on pages that are as they were"
    assert menu(project, "cards/b") == ["Pets", "Plastic"]


def test_awesome_pages_arranges_the_menus(site: MakeSite) -> None:
    needs("mkdocs_awesome_pages_plugin")
    files = "-- content/en/.pages --\nnav: [index.md, zoo, ...]\n"
    files += "-- content/en/cards/.pages --\ntitle: Plastic\nnav: [b.md, a.md]\n"
    project = site(config("", before="awesome-pages") + CONTENT + files)
    built(project)
    assert menu(project) == ["Zoo", "Plastic"]
    assert beside(project, "cards/a") == ["Fees", "Lost card"]


@pytest.mark.parametrize("place", ["plugin", "before"])
def test_literate_nav_arranges_the_menus_of_each_language(place: str, site: MakeSite) -> None:
    needs("mkdocs_literate_nav")
    list_ = "* [Home](index.md)\n* [{0}](zoo/z.md)\n* {1}\n    * [B](cards/b.md)\n    * [A](cards/a.md)\n"
    files = f"-- content/en/SUMMARY.md --\n{list_.format('Beasts', 'Plastic')}"
    files += f"-- content/ur/SUMMARY.md --\n{list_.format('جانور', 'کارڈ')}"
    text = config("literate-nav") if place == "plugin" else config("", before="literate-nav")
    project = site(text + CONTENT + files)
    assert "warning" not in built(project).lower()
    assert menu(project, "cards/a") == ["Beasts", "Plastic"]
    assert menu(project, "ur/cards/a") == ["جانور", "کارڈ"]
    assert beside(project, "ur/cards/a") == ["B", "A"]
    assert not (project.root / "site/SUMMARY").exists(), "a menu is no page"


def test_section_index_is_left_out(site: MakeSite) -> None:
    needs("mkdocs_section_index")
    project = site(config("section-index") + CONTENT + "-- content/en/cards/index.md --\n# Cards\n")
    assert "the plugin 'section-index' is left out" in built(project)
    assert '<a href="cards/"' in project.html("")
    assert "Nothing changed" in built(project)


MACROS = "{{ price }}, {{ refund.window }}, {{ price | upper }} and {{ refund.window | number }}.\n"


@pytest.mark.parametrize("place", ["plugin", "before"])
def test_macros_stand_beside_facts(place: str, site: MakeSite) -> None:
    needs("mkdocs_macros")
    text = config("macros") if place == "plugin" else config("", before="macros")
    page = f"-- content/en/cards/c.md --\n# Of {{{{ refund.window }}}} {{#of}}\n\n{MACROS}"
    project = site(f"{text}extra: {{price: 25 aed}}\n{FACTS}{CONTENT}{page}")
    built(project)
    html = project.article("cards/c")
    assert project.text("cards/c").endswith("25 aed, 14 days, 25 AED and 14.")
    assert 'id="of"' in html and html.count('data-fact="refund.window"') >= 3
    assert [f for f in project.found() if "KB205" in f] == []


def test_macros_may_have_braces_of_their_own(site: MakeSite) -> None:
    needs("mkdocs_macros")
    own = "macros: {j2_variable_start_string: '[[', j2_variable_end_string: ']]'}"
    page = "-- content/en/cards/c.md --\n# C {#c}\n\n[[ price ]] {{ refund.window }}\n"
    project = site(f"{config(own)}extra: {{price: 25 aed}}\n{FACTS}{CONTENT}{page}")
    built(project)
    assert project.text("cards/c").endswith("25 aed 14 days")
    wrong = project.root / "content/en/cards/c.md"
    wrong.write_text("# C\n\n{{ price }}\n", "utf-8")
    assert "unknown fact 'price'" in project.run("build").output


@pytest.mark.parametrize("slip", ["{{ refund.windw }}", "{{ nothing.at.all }}", "{% if %}"])
def test_macros_that_fail_stop_the_build(slip: str, site: MakeSite) -> None:
    needs("mkdocs_macros")
    project = site(
        f"{config('macros')}{FACTS}{CONTENT}-- content/en/cards/c.md --\n# C\n\n{slip}\n"
    )
    result = project.run("build")
    assert result.exit_code == 2
    assert "content/en/cards/c.md: the plugin 'macros'" in result.output
    assert "Traceback" not in result.output and "{% raw %}" in result.output
    assert not (project.root / "site").exists()


def test_a_name_that_nobody_fills_in_is_told(
    site: MakeSite, caplog: pytest.LogCaptureFixture
) -> None:
    needs("mkdocs_macros")
    page = "-- content/en/cards/c.md --\n# C\n\n{{ prise }}\n"
    project = site(f"{config('macros')}{FACTS}{CONTENT}{page}")
    output = built(project) + caplog.text
    assert "no plugin fills in '{{ prise }}'" in output


def test_redirects_are_kbgens_own(site: MakeSite) -> None:
    needs("mkdocs_redirects")
    maps = (
        "{old.md: en/cards/a.md, ur/old.md: 'ur/cards/a.md#soon', web.md: 'https://example.com/'}"
    )
    project = site(config(f"redirects: {{redirect_maps: {maps}}}") + CONTENT)
    built(project)
    old = (project.root / "site/old/index.html").read_text("utf-8")
    assert "url=../cards/a/" in old
    assert "url=../cards/a/#soon" in (project.root / "site/ur/old/index.html").read_text("utf-8")
    assert "url=https://example.com/" in (project.root / "site/web/index.html").read_text("utf-8")
    assert "/old/" in project.run("hosting", "nginx").output
    assert "Nothing changed" in built(project)


def test_a_redirect_to_nothing_is_a_warning_and_one_from_a_page_does_not_replace_it(
    site: MakeSite,
) -> None:
    needs("mkdocs_redirects")
    maps = "{old.md: nothing.md, cards/a.md: cards/b.md}"
    project = site(config(f"redirects: {{redirect_maps: {maps}}}") + CONTENT)
    output = built(project)
    assert "warning KB313 '/old/' leads to 'nothing', which is not there" in output
    assert "warning KB313 '/cards/a/' is the address of a page" in output
    assert "Lost card" in project.text("cards/a")


def test_include_markdown_is_noticed_when_it_changes(site: MakeSite) -> None:
    needs("mkdocs_include_markdown_plugin")
    page = '-- content/en/cards/c.md --\n# C\n\n{% include-markdown "../../../part.md" %}\n'
    project = site(
        f"{config('include-markdown')}{CONTENT}{page}-- part.md --\nIncluded **once**.\n"
    )
    assert "made anew" not in built(project)
    assert project.text("cards/c").endswith("Included once.")
    assert "Nothing changed" in built(project)
    (project.root / "part.md").write_text("Included **twice**.\n", "utf-8")
    built(project)
    assert project.text("cards/c").endswith("Included twice.")


def test_a_table_is_filled_in_beside_facts(site: MakeSite) -> None:
    needs("mkdocs_table_reader_plugin")
    page = "-- content/en/cards/c.md --\n# C\n\n{{ read_csv('t.csv') }}\n\n{{ refund.window }}\n"
    project = site(f"{config('table-reader')}{FACTS}{CONTENT}{page}-- t.csv --\nfee,day\n1,2\n")
    built(project)
    assert "<td" in project.article("cards/c") and project.text("cards/c").endswith("14 days")


def git(project: Project, *args: str) -> None:
    own = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *args], cwd=project.root, check=True, capture_output=True)


def test_dates_of_git_are_remembered_until_the_next_commit(site: MakeSite) -> None:
    needs("mkdocs_git_revision_date_localized_plugin")
    page = "-- content/en/cards/c.md --\n# C\n\nOf {{ git_revision_date_localized }}.\n"
    plugin = "git-revision-date-localized: {type: iso_date}"
    project = site(f"{config(plugin)}{FACTS}{CONTENT}{page}")
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "First", "--date", "2024-01-31T12:00:00")
    assert "made anew" not in built(project)
    assert re.search(r"Of \d{4}-\d\d-\d\d\.$", project.text("cards/c"))
    assert "Nothing changed" in built(project)
    git(project, "commit", "-qm", "Second", "--allow-empty")
    assert "Nothing changed" not in built(project)


def test_glightbox_enlarges_pictures(site: MakeSite) -> None:
    needs("mkdocs_glightbox")
    project = site(config("glightbox") + CONTENT)
    assert "made anew" not in built(project)
    assert 'class="glightbox"' in project.article("cards/a")
    assert (project.root / "site/assets/javascripts/glightbox.min.js").is_file()
    assert "glightbox.min.js" in project.html("cards/a")


def test_minify_shortens_scripts(site: MakeSite) -> None:
    needs("mkdocs_minify_plugin")
    plugin = "minify: {minify_html: true, minify_js: true, js_files: [own.js]}"
    script = "-- content/own.js --\nfunction  own ( ) { return  1 ; }\n"
    project = site(config(plugin, top="extra_javascript: [own.js]\n") + CONTENT + script)
    assert "made anew" not in built(project)
    assert "own.min.js" in project.html("cards/a")
    own = (project.root / "site/own.min.js").read_text("utf-8")
    assert len(own) < len("function  own ( ) { return  1 ; }")
    assert "Lost card" in project.text("cards/a")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("awesome-navv", "did you mean 'awesome-nav'"),
        ("kroki", "pip install mkdocs-kroki-plugin"),
        ("of-nobody", "often mkdocs-of-nobody"),
    ],
)
def test_a_plugin_that_is_not_installed(name: str, hint: str, site: MakeSite) -> None:
    project = site(config(name) + CONTENT)
    result = project.run("build")
    assert result.exit_code == 1
    assert f'The "{name}" plugin is not installed' in result.output and hint in result.output


def test_tags_list_their_pages(site: MakeSite) -> None:
    pages = "-- content/en/tags.md --\n# Tags\n\n<!-- material/tags -->\n"
    pages += "-- content/en/cards/c.md --\n---\ntags: [Money]\n---\n# Prices\n\nText.\n"
    project = site(config("tags") + CONTENT + pages)
    built(project)
    assert project.text("tags").split() == ["Tags", "Money", "Prices"]
    assert "name" not in project.text("tags")


def test_posts_of_a_blog_are_pages(site: MakeSite) -> None:
    post = "-- content/en/blog/posts/hello.md --\n---\ndate: 2024-01-31\ncategories: [News]\n---\n"
    project = site(f"{config('blog')}{CONTENT}{post}# Hello\n\nNews.\n")
    assert "the plugin 'blog' is left out" in built(project)
    assert "News." in project.text("blog/posts/hello")
    assert not (project.root / "content/blog").exists(), "nothing is written into the content"


def test_what_a_plugin_finds_no_file_for_is_left_out(site: MakeSite) -> None:
    hook = (
        "-- hook.py --\nfrom mkdocs.structure.files import File\n\n"
        "def on_files(files, config):\n"
        "    file = File.generated(config, 'x.png', abs_src_path=config.docs_dir + '/.gone/x.png')\n"
        "    files.append(file)\n    return files\n"
    )
    project = site(config("").replace("plugins:", "hooks: [hook.py]\nplugins:", 1) + CONTENT + hook)
    built(project)
    assert not (project.root / "site/x.png").exists()

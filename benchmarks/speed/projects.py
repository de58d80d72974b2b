"""The projects of the tools, and what an editor changes in them."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.speed.corpus import common_pages, page_id, write_for_kbgen, write_for_others
from benchmarks.speed.facts import COMMON_DAYS, ledger

ROOT = Path(__file__).parent.parent.parent
TEMPLATE = "kb/footer.html"
"""A template that every page uses."""
_HEAD = """\
site_name: Speed
site_url: https://help.example.com/
docs_dir: content
site_dir: site
"""
_LANGUAGES = """\
  - i18n:
      docs_structure: folder
      {search}
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: ur, name: اردو}}
        - {{locale: ar, name: العربية}}
        - {{locale: hi, name: हिंदी}}
"""
_EXTENSIONS = """\
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {permalink: true}
"""
KBGEN = f"""\
{_HEAD}theme: {{name: material, custom_dir: overrides}}
plugins:
{_LANGUAGES.format(search="reconfigure_search: false")}\
  - kbgen:
      locales:
        en: en-AE
        ur: {{tag: ur-PK, currencies: {{AED: درہم}}}}
        ar: {{tag: ar-AE, currencies: {{AED: {{one: درهم, two: درهم, few: دراهم, many: درهمًا, other: درهم}}}}}}
        hi: {{tag: hi-IN, currencies: {{AED: दिरहम}}}}
      prove: !ENV [KBGEN_BENCH_PROVE, false]
      contact: [helpline, care.email]
{_EXTENSIONS}"""  # noqa: E501 # lines of YAML
# Material's own advice for large sites: only the open part of the navigation is in each page.
_MATERIAL = "theme: {name: material, font: false, features: [navigation.prune]}\n"
STOCK = f"""\
{_HEAD}{_MATERIAL}plugins:
  - search
{_LANGUAGES.format(search="reconfigure_search: true")}{_EXTENSIONS}"""
ZENSICAL = f"{_HEAD}{_MATERIAL}{_EXTENSIONS}"


def write_kbgen(root: Path, count: int) -> None:
    """Write a project of kbgen with a template of its own, a copy of the theme's."""
    write_for_kbgen(root / "content", count)
    copy = root / "overrides" / TEMPLATE
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "theme" / TEMPLATE, copy)
    (root / "mkdocs.yml").write_text(KBGEN, "utf-8")


def write_stock(root: Path, count: int) -> None:
    write_for_others(root / "content", count)
    (root / "mkdocs.yml").write_text(STOCK, "utf-8")


def write_zensical(root: Path, count: int) -> None:
    """Write one site of all languages, since Zensical knows no other."""
    write_for_others(root / "content", count)
    (root / "mkdocs.yml").write_text(ZENSICAL, "utf-8")


def new_word(number: int) -> str:
    """Return a word that stands nowhere yet. It has no digits: kbgen would take it for a code.

    >>> new_word(207)
    'Springcah'
    """
    return "Spring" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def change_page(root: Path, step: int) -> None:
    """Add a sentence to one page in English, one that does not use the common fact."""
    add_sentence(root / f"content/en/{edited_page(root)}.md", new_word(step))


def add_sentence(file: Path, word: str) -> None:
    """Write a sentence with a word of its own at the end of a page's lead."""
    text = file.read_text("utf-8")
    before, heading, after = text.partition("\n\n## ")
    file.write_text(f"{before} This is new: {word}.{heading}{after}", "utf-8")


def edited_page(root: Path) -> str:
    """Return the id of the page that is edited: in the middle, without the common fact."""
    count = len(list((root / "content/en").glob("*/page-*.md")))
    common = set(common_pages(count))
    numbers = [*range(count // 2, count), *range(count // 2)]
    return next(id_ for id_ in map(page_id, numbers) if id_ not in common)


def change_fact(root: Path, step: int) -> None:
    """Give the common fact another value in each step."""
    (root / "content/facts.yml").write_text(ledger(COMMON_DAYS + 20 + step), "utf-8")


def change_template(root: Path, step: int) -> None:
    """Add a word to the foot of every page."""
    file = root / "overrides" / TEMPLATE
    text = file.read_text("utf-8")
    file.write_text(text.replace("</footer>", f"<p>{new_word(step)}</p></footer>"), "utf-8")

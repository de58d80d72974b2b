"""Sites in the shapes of two public ones, of made-up text: with kbgen, and as MkDocs builds them.

Both have folders of languages, a navigation, fields of their own in front matter, links, tables,
footnotes, code and pictures. One falls back to English. The other does not, has twelve languages
and names its files in each of them.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import yaml

FEW = ("en", "ar", "hi", "ur")
MANY = ("en", "ar", "de", "es", "fa", "fr", "hi", "id", "it", "ja", "pt-BR", "zh-TW")
FOLDERS = ("", "guide", "setup", "about/more")
FIELDS = "meta_fields: [id, layout, weight]"
PICTURE = b"\x89PNG\r\n\x1a\n"
_LATIN = (
    "account address answer before change device error first network query record server".split()
)
_ARABIC = "حساب عنوان جواب قبل تغيير جهاز خطأ أول شبكة سؤال سجل خادم".split()
_HINDI = "खाता पता जवाब पहले बदलाव यंत्र गलती पहला जाल सवाल सूची सेवा".split()
_WORDS = {"ar": _ARABIC, "fa": _ARABIC, "ur": _ARABIC, "hi": _HINDI}
_NOISE = re.compile("[\u200e\u200f\u2066-\u2069¶]")


@dataclass(frozen=True)
class Shape:
    """How a site looks; `count` is its pages in each language."""

    langs: tuple[str, ...] = FEW
    falls_back: bool = True
    has_own_names: bool = False
    count: int = 10
    plugins: tuple[str, ...] = ("search",)


def write_shape(root: Path, shape: Shape) -> None:
    """Write a site: mkdocs.yml with kbgen, plain.yml without."""
    (root / "docs/shared").mkdir(parents=True)
    (root / "docs/shared/picture.png").write_bytes(PICTURE)
    for lang in shape.langs:
        # The same numbers in each language: the text differs, the structure does not.
        names = _names(shape, lang)
        for number, name in enumerate(names):
            if number and shape.falls_back and lang != "en" and number % 4 == 3:
                continue  # not translated yet
            file = root / "docs" / lang / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_page(lang, names, number), "utf-8")
    (root / "mkdocs.yml").write_text(_config(shape, [{"kbgen": yaml.safe_load(FIELDS)}]), "utf-8")
    (root / "plain.yml").write_text(_config(shape, []), "utf-8")


def page_texts(site: Path) -> dict[str, str]:
    """Return address → the words of the article of each page, without what hides in it."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        article = re.search(r"<article[^>]*>(.*?)</article>", html, re.S)
        if article and file.name == "index.html":
            address = file.relative_to(site).parent.as_posix().removeprefix(".")
            found[address] = words(article[1])
    return found


def words(html: str) -> str:
    """Return the words of HTML, all apart by one space."""
    html = re.sub(
        r"(?s)<(style|script|button|form)\b.*?</\1>|<a class=\"headerlink.*?</a>", "", html
    )
    text = unescape(re.sub(r"</?(?:bdi|strong|em|code|a|span)\b[^>]*>", "", html))
    return " ".join(_NOISE.sub("", re.sub(r"<[^>]+>", " ", text)).split())


def _names(shape: Shape, lang: str) -> list[str]:
    own = f"-{lang.lower()}" if shape.has_own_names and lang != "en" else ""
    folders = (FOLDERS[number % len(FOLDERS)] for number in range(shape.count))
    names = (f"{folder}/{n:02}_Part{own}.md".lstrip("/") for n, folder in enumerate(folders))
    return ["index.md", *names][: shape.count]


def _config(shape: Shape, more: list[object]) -> str:
    languages = []
    for lang in shape.langs:
        one: dict[str, object] = {"locale": lang, "name": lang.upper(), "default": lang == "en"}
        if shape.has_own_names and lang != "en":
            one["nav"] = _nav(_names(shape, lang))
        languages.append(one)
    i18n = {
        "docs_structure": "folder",
        "fallback_to_default": shape.falls_back,
        "reconfigure_search": False,
        "languages": languages,
    }
    return yaml.safe_dump(
        {
            "site_name": "Others",
            "site_url": "https://others.example/",
            "docs_dir": "docs",
            "theme": {"name": "material", "features": ["navigation.tabs"], "font": False},
            "nav": _nav(_names(shape, "en")),
            "plugins": [*shape.plugins, {"i18n": i18n}, *more],
            "markdown_extensions": ["admonition", "attr_list", "footnotes", "tables", "toc"],
            "extra": {
                "social": [
                    {"icon": "fontawesome/brands/mastodon", "link": "https://social.example/others"}
                ]
            },
        },
        sort_keys=False,
    )


def _nav(names: list[str]) -> list[object]:
    """Return a navigation: every third page has a title of its own there."""
    entries = [{f"Titled {n}": name} if n % 3 == 1 else name for n, name in enumerate(names)]
    return [*entries[:2], {"All the rest": entries[2:]}]


def _page(lang: str, names: list[str], number: int) -> str:
    dice = random.Random(f"{lang} {number}")
    own = _WORDS.get(lang, _LATIN)

    def some(most: int = 9) -> str:
        return " ".join(dice.choices(own, k=dice.randint(2, most))).capitalize()

    up = "../" * names[number].count("/")
    other = names[number + 1 if number % 4 == 1 and number + 1 < len(names) else 0]
    title = "" if number % 5 == 4 else f"# {some(4)} {number}\n\n"
    front = f"id: page-{number}\nlayout: doc\nweight: {number}\n"
    return f"""---
{front}---
{title}{some()}, **{some(3)}** `{some(2)}` [{some(3)}]({up}{other}).[^1]

## {some(4)}

- {some()}
- {some()}
    1. {some()}

![{some(3)}]({up}../shared/picture.png)

!!! note "{some(3)}"
    {some(20)}.

### {some(4)}

| {some(2)} | {some(2)} |
|---|---|
| {some(3)} | {number}.5 % |

```
{some()} <{number}>
```

> {some(30)}.

[^1]: {some(6)}.
"""

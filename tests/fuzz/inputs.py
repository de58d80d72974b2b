"""Random inputs, area by area: what is written where."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import yaml

from tests.fuzz.mutate import TOKENS, document, noise, shake
from tests.fuzz.seeds import (
    BODY,
    BRANCH,
    CATALOG,
    COMMON,
    GLOSSARY,
    KINDS,
    LANGS,
    LEDGER,
    OPTIONS,
    SURVEY,
    base,
)


@dataclass(frozen=True)
class Input:
    """A file of a project; `path` is as the system has it."""

    area: str
    path: bytes
    data: bytes


def _text(rng: Random, text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.02:
        encoding = rng.choice(["utf-16", "utf-32-le", "cp1256", "utf-8-sig"])
        data = text.encode(encoding, "ignore")
    return data


def _ledger(rng: Random, _: int) -> tuple[str, str]:
    return "content/facts.yml", document(rng, LEDGER)


def _glossary(rng: Random, _: int) -> tuple[str, str]:
    return "content/glossary.yml", document(rng, GLOSSARY)


def _branch(rng: Random, number: int) -> tuple[str, str]:
    return f"content/branches/b{number}.yml", document(rng, BRANCH)


def _front_matter(rng: Random, number: int) -> tuple[str, str]:
    folder = rng.choice(list(KINDS))
    known = {key: COMMON[key] for key in rng.sample(list(COMMON), rng.randint(1, 8))}
    lang = rng.choice(LANGS) if rng.random() < 0.3 else "en"
    kind = KINDS[folder] if lang == "en" else {}
    fields = {"title": "T", **(known if lang == "en" else {"description": "d"}), **kind}
    path = f"content/{lang}/{folder}/f{number}.md".replace("//", "/")
    return path, f"---\n{document(rng, fields)}---\nHello {{{{ fee }}}}\n"


def _survey(rng: Random, number: int) -> tuple[str, str]:
    return f"content/en/surveys/s{number}.md", f"---\n{document(rng, SURVEY)}---\nPlease say.\n"


def _body(rng: Random, number: int) -> tuple[str, str]:
    body = noise(rng) if rng.random() < 0.2 else shake(rng, BODY, 8)
    lang = rng.choice(["en", "en", "ur"])
    return f"content/{lang}/{rng.choice(['faq', 'procedures', 'policies'])}/t{number}.md", body


def _catalog(rng: Random, number: int) -> tuple[str, str]:
    return f"locales/{LANGS[number % 2]}/LC_MESSAGES/kbgen.po", shake(rng, CATALOG, 3)


def _configuration(rng: Random, _: int) -> tuple[str, str]:
    own = base()["mkdocs.yml"]
    if rng.random() < 0.5:
        whole = yaml.safe_load(own)
        whole["plugins"][1] = {"kbgen": OPTIONS}
        return "mkdocs.yml", document(rng, whole)
    options = document(rng, OPTIONS)
    inner = "".join(f"      {line}\n" for line in options.split("\n"))
    lines = own.split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("  - kbgen"))
    return "mkdocs.yml", "\n".join([*lines[:at], "  - kbgen:", inner, *lines[at + 1 :]])


def _name(rng: Random, number: int) -> tuple[str, str]:
    letters = [
        *"abcXYZ-_.,;:#?%&+=~@!'\"<>|*()[]{} \n\\é\u202e\u2028\ufdd0\udce9\udcff",
        "ا",
        "README",
        "index",
    ]
    name = "".join(rng.choice(letters) for _ in range(rng.randint(1, 8))).strip(".") or "x"
    folder = rng.choice(["en", "en/faq", "ur", "branches", "", name, f"en/{name}"])
    end = rng.choice([".md", ".md", ".md", ".png", ".yml", "", ".html", ".py"])
    return f"content/{folder}/{name}{number}{end}", "---\ntitle: N\n---\nHello\n"


def _bytes(rng: Random, number: int) -> tuple[str, str]:
    path = rng.choice(
        [
            *("content/facts.yml", "content/glossary.yml", "locales/ur/LC_MESSAGES/kbgen.po"),
            *(
                f"content/en/faq/x{number}.md",
                f"content/branches/x{number}.yml",
                f"content/en/x{number}.svg",
            ),
        ]
    )
    return path, ""


_AREAS: dict[str, tuple[int, Callable[[Random, int], tuple[str, str]]]] = {
    "ledger": (1, _ledger),
    "glossary": (1, _glossary),
    "branches": (20, _branch),
    "front matter": (20, _front_matter),
    "surveys": (20, _survey),
    "bodies": (20, _body),
    "catalogs": (2, _catalog),
    "mkdocs.yml": (1, _configuration),
    "names": (10, _name),
    "bytes": (3, _bytes),
}
AREAS = tuple(_AREAS)
SHARES = (12, 8, 14, 18, 12, 16, 10, 14, 4, 4)
"""How many of a hundred inputs are of each area."""


def together(area: str) -> int:
    """Return how many inputs of an area one project can have."""
    return _AREAS[area][0]


def make(area: str, seed: int, number: int) -> Input:
    """Return an input, equal for equal seeds and numbers."""
    rng = Random(f"{seed} {area} {number}")
    path, text = _AREAS[area][1](rng, number)
    if area == "bytes":
        data = rng.randbytes(rng.randint(0, 300))
        data = data + "".join(rng.choices(TOKENS, k=5)).encode() if rng.random() < 0.5 else data
    else:
        data = _text(rng, text)
    return Input(area, os.fsencode(path.replace("//", "/")), data)

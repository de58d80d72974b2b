"""Renames every page and section of a project once, in random order, and looks at every address."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.build.project import open_project
from kbgen.commands.build import parse_cache_of
from kbgen.commands.move import move_address
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import ERROR, Finding
from kbgen.model.moves import moves_of, published_addresses
from kbgen.model.site import Site
from kbgen.resolve.locales import resolve_locales
from kbgen.source.tree import read_site
from kbgen.translations.states import states_of


@dataclass
class Outcome:
    """What a round of moves has done, and what is wrong afterwards."""

    moves: int = 0
    refused: list[str] = field(default_factory=list)
    addresses: int = 0
    wrong: list[str] = field(default_factory=list)


def rename_all(config: Path, seed: int, pages: int | None = None) -> Outcome:
    """Rename every page (or some) and every section once; return what was found.

    A section becomes another id, and one in four goes to another page.
    """
    chance, outcome = random.Random(seed), Outcome()
    site, before = _opened(config)
    addresses = {name: _text_at(site, name) for name in published_addresses(site)}
    names = [*_wanted(site, chance, pages)]
    for number, name in enumerate(names):
        site = _read(config)
        old = moves_of(site).follow(name)
        if old is None:
            outcome.wrong.append(f"{name} led nowhere before move {number}")
            continue
        new = _new(site, old, number, seed, chance)
        try:
            _, findings = move_address(config, old, new, cache=config.parent / ".cache")
        except KbgenError as problem:
            outcome.refused.append(f"{old} {new}: {problem}")
            continue
        outcome.moves += 1
        outcome.wrong += [f"{old} {new}: {finding}" for finding in findings]
    after, found = _opened(config)
    more = Counter(one.code for one in found) - Counter(one.code for one in before)
    # Sections on pages of another kind or subject may raise doubts about words.
    outcome.wrong += [str(one) for one in found if one.code in more and one.severity == ERROR]
    outcome.wrong += [
        f"{lang}: {state.matches}"
        for lang, state in states_of(after).items()
        if state.changed_blocks
    ]
    for name, text in addresses.items():
        led = moves_of(after).follow(name)
        outcome.addresses += 1
        if led is None or _text_at(after, led) != text:
            outcome.wrong.append(f"{name} leads to {led}")
    return outcome


def _opened(config: Path) -> tuple[Site, list[Finding]]:
    return open_project(load(config).settings, is_complete=True)


def _read(config: Path) -> Site:
    settings = load(config).settings
    parse_cache = parse_cache_of(settings.root, config.parent / ".cache")
    site, _ = read_site(settings, parse_cache)
    parse_cache.save()
    return resolve_locales(site)[0]


def _wanted(site: Site, chance: random.Random, pages: int | None) -> Iterator[str]:
    chosen = [page for page in sorted(site.sources) if page != "index"]
    chance.shuffle(chosen)
    chosen = chosen[:pages]
    sections = [f"{page}#{one.id}" for page in chosen for one in site.sources[page].headings]
    names = [*chosen, *sections]
    chance.shuffle(names)
    yield from names


def _new(site: Site, old: str, number: int, seed: int, chance: random.Random) -> str:
    page, mark, _ = old.partition("#")
    if not mark:
        folder = page.rpartition("/")[0]
        return f"{folder}/moved-{seed}-{number}".lstrip("/")
    anchor = f"moved-{seed}-{number}"
    if chance.random() < 0.25:
        others = [one for one in site.sources if one != page and one.startswith("faq/")]
        target = moves_of(site).follow(chance.choice(others or [page])) or page
        return f"{target}#{anchor}"
    return f"{page}#{anchor}"


def _text_at(site: Site, address: str) -> str:
    """Return what tells an address from others: its title or heading in the default language."""
    page, _, anchor = address.partition("#")
    source = site.sources.get(page)
    if source is None:
        return page
    if not anchor:
        return source.meta.title or page
    return next((h.text for h in source.headings if h.id == anchor), "")

"""What the ledger has customers told, in words: plain data to hold a published site to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A region or branch where a fact has another value, and the branches that it reaches."""

    name: str
    words: str
    branches: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One line of a branch's own page: what differs, its words here and its usual words."""

    fact: str
    label: str
    here: str
    usual: str


@dataclass(frozen=True)
class Card:
    """How a branch is introduced: its name, and its address, phone, WhatsApp, e-mail and hours."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """The words of every fact in every language and place; spaces single, isolates removed."""

    langs: tuple[str, ...]
    default: str
    branches: tuple[str, ...]
    directory_urls: bool = True
    words: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(language, fact) → its words, then its bare number if it has one."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Phone, WhatsApp, e-mail or web address → where its link leads."""
    places: Mapping[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    """(language, fact) → where it differs."""
    differences: Mapping[tuple[str, str], tuple[Difference, ...]] = field(default_factory=dict)
    """(language, branch) → what differs there."""
    cards: Mapping[tuple[str, str], Card] = field(default_factory=dict)
    """(language, branch) → how it is introduced."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """A page's address below its language's root → the language that it was written in."""

"""Joins the tables of things, by class, with those of opposites: both are compared alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from kbgen.languages.tables import Opposites, SharedOpposites, ThingClass, Things
from kbgen.model.meaning import Group


def with_words(table: Opposites, things: Things) -> Opposites:
    """Return a language's words of opposites and of things; what both have is the words of both."""
    words = dict(table.words)
    for of_class in things.words.values():
        for concept, of_concept in of_class.items():
            words[concept] = "|".join(filter(None, (words.get(concept), of_concept)))
    ignored = "|".join(filter(None, (table.ignored, things.ignored)))
    return replace(table, words=words, ignored=ignored)


def with_classes(table: SharedOpposites, classes: Mapping[str, ThingClass]) -> SharedOpposites:
    """Return the table of opposites with a line for each class of things, whose sides it lists."""

    def lines(held: Mapping[Group, Sequence[str]], is_loose: bool) -> dict[Group, tuple[str, ...]]:
        found = {group: tuple(of_group) for group, of_group in held.items()}
        for one in classes.values():
            if one.is_loose == is_loose:
                found[one.group] = (*found.get(one.group, ()), one.concepts)
        return found

    return replace(
        table, opposites=lines(table.opposites, False), doubtful=lines(table.doubtful, True)
    )

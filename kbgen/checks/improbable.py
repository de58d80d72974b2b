"""Values of the ledger and of branches that can be, but hardly are what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from babel.numbers import get_territory_currencies

from kbgen.checks.improbable_hours import improbable_hours
from kbgen.checks.inputs import Ledger
from kbgen.checks.zone_places import distance, place_of
from kbgen.facts.money import Money
from kbgen.model.fact import Branch, Difference, Fact, Location
from kbgen.model.finding import Edit, Finding, Span, warning
from kbgen.model.findings import IMPROBABLE_VALUE
from kbgen.model.message import Message, msg
from kbgen.model.quantity import Hours, Quantity

_NEAR, _FAR = 1500, 2500
"""km from the place of its time zone where a branch may lie, and where it hardly lies."""
Branches = Mapping[str, Branch]
_Dated = tuple[Quantity, Span | None, Span, date | None, date | None]
"""(value, its place, the place of its key, its first day, its last day)"""


def check_improbable_hours(ledger: Ledger, branches: Branches) -> Iterator[Finding]:
    """KB219 hours through the night into the next day's, and weekdays that are left out."""
    for value, place, span, starts, ends in _all_values(ledger, branches):
        if isinstance(value, Hours):
            for what, hint, meant in improbable_hours(value, starts, ends):
                yield _finding(place, span, what, hint, value.text, meant)


def check_improbable_currency(ledger: Ledger, branches: Branches, day: date) -> Iterator[Finding]:
    """KB219 money of a country in the company's currency, where others there are in its own."""
    places = list(_money(ledger, branches))
    usual = {one.value.currency for one in ledger.facts.values() if isinstance(one.value, Money)}
    for fact, region, difference in places:
        value = difference.value
        own = get_territory_currencies(region, day) if region else []
        if not isinstance(value, Money) or not isinstance(fact.value, Money):
            continue
        if len(own) != 1 or value.currency in own or value.currency != fact.value.currency:
            continue
        others = [
            one.value.currency
            for other, where, one in places
            if where == region and one is not difference and isinstance(one.value, Money)
        ]
        is_usual = others.count(own[0]) > others.count(value.currency)
        if is_usual or (not others and own[0] in usual):
            what = msg(
                "'%(fact)s' is %(value)s in %(region)s, where other prices are in %(own)s",
                fact=fact.id,
                value=str(value),
                region=region,
                own=own[0],
            )
            if not is_usual:
                what = msg(
                    "'%(fact)s' is %(value)s in %(region)s, whose currency is %(own)s",
                    fact=fact.id,
                    value=str(value),
                    region=region,
                    own=own[0],
                )
            meant = f"{value.amount} {own[0]}"
            hint = msg("did you mean %(meant)s?", meant=meant)
            yield _finding(difference.place, difference.span, what, hint, str(value), meant)


def check_exchanged_coordinates(branches: Branches) -> Iterator[Finding]:
    """KB219 latitude and longitude that lie near the branch's time zone only if exchanged."""
    for branch in branches.values():
        given = branch.location
        zone = place_of(branch.timezone, branch.region)
        if given is None or zone is None or abs(given.longitude) > 90:
            continue
        meant = Location(given.longitude, given.latitude)
        if distance(given, zone) > _FAR and distance(meant, zone) < _NEAR:
            what = msg(
                "%(latitude)s, %(longitude)s is %(far)d km from %(zone)s, and the other way "
                "round it is near; latitude and longitude are exchanged",
                latitude=str(given.latitude),
                longitude=str(given.longitude),
                far=round(distance(given, zone)),
                zone=branch.timezone or branch.region,
            )
            hint = msg("write location: %(meant)s", meant=_written(meant))
            yield _finding(given.place, branch.span, what, hint, _written(given), _written(meant))


def _all_values(ledger: Ledger, branches: Branches) -> Iterator[_Dated]:
    for fact in ledger.facts.values():
        yield fact.value, fact.place, fact.span, None, None
        yield from map(_dated, fact.dated)
    known = {one.span for fact in ledger.facts.values() for one in fact.dated}
    for branch in branches.values():
        yield from map(_dated, branch.hours)
        for several in branch.differs.values():
            yield from (_dated(one) for one in several if one.span not in known)


def _dated(one: Difference) -> _Dated:
    return one.value, one.place, one.span, one.starts, one.ends


def _money(ledger: Ledger, branches: Branches) -> Iterator[tuple[Fact, str, Difference]]:
    """Yield (fact, country, its value there) of all declared differences of money."""
    for fact in ledger.facts.values():
        if isinstance(fact.value, Money):
            for region, several in fact.regions.items():
                yield from ((fact, region, one) for one in several)
            for id_, several in fact.branches.items():
                region = branches[id_].region if id_ in branches else ""
                yield from ((fact, region, one) for one in several)


def _written(place: Location) -> str:
    return f"{{latitude: {place.latitude}, longitude: {place.longitude}}}"


def _finding(
    place: Span | None, span: Span, what: Message, hint: Message, old: str, new: str
) -> Finding:
    """Return a finding with a mend, if the value stands in its file as `old`, or in quotes."""
    mend = None
    if place is not None and old != new and place.length - len(old) in (0, 2):
        column = place.column + (place.length - len(old)) // 2
        mend = Edit(place._replace(column=column, length=len(old)), old, new)
    return warning(IMPROBABLE_VALUE, place or span, what, hint, mend)

"""A branch whose file was copied from another one is found; branches that share a part are not."""

from __future__ import annotations

from typing import Any

import pytest

from kbgen.checks.alike_branches import check_alike_branches
from kbgen.model.fact import Branch, Location
from kbgen.model.finding import Span
from kbgen.model.quantity import Phone

ADDRESS = {"en": "7 Harbour Street"}
PHONE, OTHER = Phone("+97145550142", "+971 4 555 0142"), Phone("+97145550187", "+971 4 555 0187")
HERE, THERE = Location(25.2, 55.3), Location(25.3, 55.4)


def branch(id_: str, **fields: Any) -> Branch:
    return Branch(id_, {"en": id_}, "AE", Span(f"branches/{id_}.yml"), **fields)


def messages(*branches: Branch) -> list[str]:
    return [one.message for one in check_alike_branches({one.id: one for one in branches})]


def test_a_copy_is_told_once_however_many_there_are() -> None:
    copies = [branch(id_, address=ADDRESS, phone=PHONE, location=HERE) for id_ in "cab"]
    same = "has the same address, phone and location as 'a'"
    assert messages(*copies) == [f"branch 'b' {same}", f"branch 'c' {same}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"address": ADDRESS}, {"address": ADDRESS}),
        ({"phone": PHONE, "location": HERE}, {"phone": PHONE, "location": HERE}),
        ({"address": ADDRESS, "phone": PHONE}, {"address": ADDRESS, "phone": OTHER}),
        ({"address": ADDRESS, "location": HERE}, {"address": ADDRESS, "location": THERE}),
        ({"address": ADDRESS, "phone": PHONE}, {"address": ADDRESS}),
        ({"address": ADDRESS, "phone": PHONE}, {"address": {"en": "8 Quay"}, "phone": PHONE}),
    ],
)
def test_what_branches_may_share_is_no_copy(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert messages(branch("a", **one), branch("b", **other)) == []

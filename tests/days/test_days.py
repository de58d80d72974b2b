"""A few random ledgers say on each day what the model says; `python -m tests.days` tries many."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from tests.days.chance import random_ledger
from tests.days.compare import Tally
from tests.days.ledger import DatedFact, Layer, Ledger, Place, Value
from tests.days.run import look_at
from tests.days.values import Dictionary, make_dictionary

SEEDS = (1, 13)


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    ledgers = (random_ledger(random.Random(seed)) for seed in SEEDS)
    values = {
        layer.value for one in ledgers for fact in one.facts.values() for layer in fact.layers
    }
    return make_dictionary(tmp_path_factory.mktemp("words") / "project", values)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ledger_is_told_on_each_day_as_the_documents_say(
    seed: int, dictionary: Dictionary, tmp_path: Path
) -> None:
    tally = Tally()
    look_at(tmp_path / "project", seed, dictionary, tally)
    assert not tally.wrong, "\n".join(tally.wrong[:5])
    assert tally.values > 100


def day(number: int, month: int = 1) -> date:
    return date(2027, month, number)


def worth(number: int) -> Value:
    return Value("money", f"{number} AED")


HERE = Place("Asia/Dubai", "AE", "deira")
COMPANY = Place("Asia/Dubai")
FEE = DatedFact(
    "fee",
    (
        Layer(worth(25)),
        Layer(worth(30), starts=day(1), ends=day(5), announced=date(2026, 12, 1)),
        Layer(worth(40), starts=day(1, 2)),
    ),
    {"AE": ((Layer(worth(26), starts=day(3), ends=day(3)),),)},
)
LEDGER = Ledger({"fee": FEE}, COMPANY, {"deira": HERE})


@pytest.mark.parametrize(
    ("place", "on", "known", "worth_then"),
    [
        (COMPANY, date(2026, 12, 31), day(1), 25),
        (COMPANY, day(1), day(1), 30),
        (COMPANY, day(1), date(2026, 11, 30), 25),  # not announced yet
        (COMPANY, day(6), day(1), 25),  # the one before holds again
        (COMPANY, day(1, 2), day(1), 40),
        (HERE, day(2), day(1), 30),
        (HERE, day(3), day(1), 26),
        (HERE, day(4), day(1), 30),
    ],
)
def test_the_model_reads_the_documents_aright(
    place: Place, on: date, known: date, worth_then: int
) -> None:
    assert LEDGER.layer("fee", place, on, known).value == worth(worth_then)

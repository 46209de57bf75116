"""Every component of SL 16:52 is accounted for, and what has amounts adds up to the basic amount."""

from decimal import Decimal

import pytest

from gemensam.rules.pricing.book import Rates
from gemensam.rules.pricing.grant_parts import (
    Source,
    decided_parts,
    lacks_part,
    listed_parts,
    reported_parts,
)

RATES = Rates()
# Lindesberg 2024, BF: övrigt 58 762, måltider 5 519, lokal 46 045; the base is printed 1 kr above its parts
COSTS = {"teaching": Decimal(50000), "materials": Decimal(6000), "health": Decimal(2762), "meals": Decimal(5519),
         "premises": Decimal(46045), "other": Decimal(0)}  # fmt: skip
LAW = {"teaching", "materials", "health", "meals", "premises", "administration", "vat"}


def amounts(parts) -> dict[str, int]:
    return {part.name: int(part.amount) for part in parts if part.amount is not None}


def test_reported_costs_are_shown_one_by_one_and_add_up():
    parts = reported_parts(Decimal(120454), COSTS, Source.REPORTED, RATES)  # 110 326 × 1.03 × 1.06
    assert amounts(parts) == {"teaching": 50000, "materials": 6000, "health": 2762, "meals": 5519,
                              "premises": 46045, "administration": 3310, "vat": 6818}  # fmt: skip
    assert sum(amounts(parts).values()) == 120454
    assert {part.name for part in parts} == LAW


def test_cost_of_another_kind_is_shown_when_there_is_one():
    parts = reported_parts(Decimal(130000), {**COSTS, "other": Decimal(8000)}, Source.JOINT, RATES)
    assert "other" in amounts(parts)
    assert sum(amounts(parts).values()) == 130000


@pytest.mark.parametrize(
    "parts",
    [
        decided_parts(Decimal(113246), Decimal(20000), RATES),
        listed_parts(Decimal(121900), Source.NATIONAL, RATES),
        listed_parts(Decimal(121900), Source.AREA, RATES),
    ],
    ids=["decided", "national", "area"],
)
def test_component_without_an_amount_says_why_and_the_rest_adds_up(parts):
    assert {part.name for part in parts} - {"together"} == LAW
    assert sum(amounts(parts).values()) in (113246, 121900)
    assert {part.source for part in parts if part.amount is None} <= {
        Source.IN_SUM,
        Source.NATIONAL,
        Source.AREA,
    }
    assert not lacks_part(parts)


@pytest.mark.parametrize("premises", [None, Decimal(200000)])
def test_premises_that_are_not_known_or_more_than_the_whole_are_lacking(premises):
    assert lacks_part(decided_parts(Decimal(113246), premises, RATES))


def test_vat_of_the_national_amount_is_six_per_cent_of_it_without_vat():
    assert amounts(listed_parts(Decimal(121900), Source.NATIONAL, RATES)) == {"together": 115000, "vat": 6900}

"""The allocation against every other possible one, and against what deferred acceptance promises."""

from dataclasses import replace

import numpy as np
import pytest

from gemensam.rules.allocation import NO_POOL, Choices, SeatKind, allocate
from tests.rules.allocation.markets import (
    Market,
    Supply,
    Wish,
    assignments,
    chosen,
    is_stable,
    random_market,
    unhappiness,
)


def placed(market):
    """What each applicant gets by the engine."""
    kinds = allocate(market.choices(), market.seats())
    has = {market.wishes[wish].applicant: int(wish) for wish in np.flatnonzero(kinds)}
    return {applicant: has.get(applicant) for applicant in market.lists()}


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("start", range(0, 60, 20))
def test_allocate_random_market_is_stable_and_best_for_every_applicant(start, held):
    for seed in range(start, start + 20):
        market = random_market(seed, held=held)
        mine = placed(market)
        assert is_stable(market, mine), seed
        best = unhappiness(market, mine)
        for other in assignments(market):
            if is_stable(market, other):
                assert all(a <= b for a, b in zip(best, unhappiness(market, other), strict=True)), seed


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_allocate_seven_applicants_is_stable_and_best_for_every_applicant(seed):
    market = random_market(1000 + seed, applicants=7, offerings=3, held=seed % 2 == 1)
    mine = placed(market)
    best = unhappiness(market, mine)
    stable = [unhappiness(market, other) for other in assignments(market) if is_stable(market, other)]
    assert best in stable
    assert [min(column) for column in zip(*stable, strict=True)] == best


def test_allocate_seat_kinds_are_those_of_the_direct_reading():
    for seed in range(150):
        market = random_market(seed, applicants=8, offerings=4, held=seed % 2 == 1)
        kinds = allocate(market.choices(), market.seats())
        there = {int(wish) for wish in np.flatnonzero(kinds)}
        assert {wish: SeatKind(int(kinds[wish])) for wish in there} == chosen(market, there), seed


def test_allocate_tampered_result_is_not_stable():
    """A negative control of the oracle: taking a seat from someone who wants it is seen."""
    seen = 0
    for seed in range(40):
        market = random_market(seed)
        mine = placed(market)
        for applicant, wish in mine.items():
            if wish is not None:
                assert not is_stable(market, {**mine, applicant: None}), seed
                seen += 1
    assert seen > 50


def test_allocate_held_place_is_never_lost():
    for seed in range(150):
        market = random_market(seed, applicants=8, offerings=4, held=True)
        mine = placed(market)
        for number, wish in enumerate(market.wishes):
            if wish.held:
                has = mine[wish.applicant]
                assert has is not None and has <= number, seed


def test_allocate_order_of_applicants_changes_nothing():
    for seed in range(80):
        market = random_market(seed, applicants=8, offerings=4, held=seed % 2 == 1)
        turned = Market(
            tuple(
                replace(market.wishes[wish], applicant=100 - applicant)
                for applicant, numbers in sorted(market.lists().items(), reverse=True)
                for wish in numbers
            ),
            market.supply,
        )
        mine = {a: w if w is None else market.wishes[w].offering for a, w in placed(market).items()}
        other = {100 - a: w if w is None else turned.wishes[w].offering for a, w in placed(turned).items()}
        assert mine == other, seed


def without(market, applicant):
    return Market(tuple(wish for wish in market.wishes if wish.applicant != applicant), market.supply)


def test_allocate_withdrawal_harms_nobody_else():
    for seed in range(40):
        market = random_market(seed, applicants=7, offerings=4)
        before = dict(zip(market.lists(), unhappiness(market, placed(market)), strict=True))
        for applicant in market.lists():
            rest = without(market, applicant)
            after = dict(zip(rest.lists(), unhappiness(rest, placed(rest)), strict=True))
            assert all(after[one] <= before[one] for one in after), (seed, applicant)


def test_allocate_extra_seat_outside_pools_harms_nobody():
    """In a pool it may: what an earlier member uses is gone for a later one."""
    for seed in range(50):
        market = random_market(seed, applicants=7, offerings=4)
        before = unhappiness(market, placed(market))
        for offering, supply in enumerate(market.supply):
            if supply.pool != NO_POOL:
                continue
            more = list(market.supply)
            more[offering] = replace(supply, seats=supply.seats + 1)
            after = unhappiness(market, placed(Market(market.wishes, tuple(more))))
            assert all(a <= b for a, b in zip(after, before, strict=True)), (seed, offering)


def test_allocate_better_place_in_the_order_never_hurts_oneself():
    for seed in range(40):
        market = random_market(seed, applicants=7, offerings=4)
        before = placed(market)
        for number, wish in enumerate(market.wishes):
            ahead = [
                other
                for other, one in enumerate(market.wishes)
                if one.offering == wish.offering and one.position == wish.position - 1
            ]
            if ahead and market.wishes[ahead[0]].merit_known == wish.merit_known:
                wishes = list(market.wishes)
                wishes[number] = replace(wish, position=wish.position - 1)
                wishes[ahead[0]] = replace(wishes[ahead[0]], position=wish.position)
                after = placed(Market(tuple(wishes), market.supply))
                had, has = before[wish.applicant], after[wish.applicant]
                assert had is None or (has is not None and has <= had), (seed, number)


def test_allocate_nobody_gives_nothing():
    market = Market((), (Supply(3),))
    assert allocate(market.choices(), market.seats()).tolist() == []


def test_allocate_choice_that_is_not_considered_is_passed_over():
    wishes = (Wish(0, 0, 0, -1, True, False, False), Wish(0, 1, 0, -1, True, False, False))
    market = Market(wishes, (Supply(1), Supply(1)))
    choices = replace(market.choices(), considered=np.array([False, True]))
    assert allocate(choices, market.seats()).tolist() == [SeatKind.NONE, SeatKind.MERIT]


def test_choices_of_different_length_are_refused():
    market = random_market(1)
    with pytest.raises(ValueError, match="differ in length"):
        replace(market.choices(), held=np.zeros(1, dtype=np.bool_))


def test_choices_that_are_not_grouped_by_applicant_are_refused():
    choices = random_market(1).choices()
    with pytest.raises(ValueError, match="sorted by applicant"):
        Choices(
            **{
                **{name: getattr(choices, name) for name in Choices.__slots__},
                "applicant": choices.applicant[::-1],
            }
        )

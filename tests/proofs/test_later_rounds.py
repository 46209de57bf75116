"""A place held from an earlier round is never lost, and what an unchanged later round changes."""

import random
from dataclasses import replace

import pytest

from gemensam.rules import allocation
from tests.proofs.broken import forgetful
from tests.proofs.engine import Allocate, Ranks, run
from tests.proofs.features import Market, Person, Place, Wish, random_market, random_person

pytestmark = [pytest.mark.proof, pytest.mark.slow]


def held_after(market: Market, given: Ranks, *, keep: bool | None = None) -> Market:
    """The same market with everybody holding what the first round gave."""
    people = tuple(
        one
        if rank is None
        else replace(one, held=one.wishes[rank].offering, keep=one.keep if keep is None else keep)
        for one, rank in zip(market.people, given, strict=True)
    )
    return replace(market, people=people)


def later(market: Market, seed: int) -> Market:
    """Some withdraw, some come new, some have changed figures, and seats are added or taken away."""
    dice = random.Random(seed)
    people = [
        replace(one, wishes=(), held=None)
        if dice.random() < 0.15
        else replace(one, merit=dice.choice([200, 260]))
        for one in market.people
    ]
    cancelled = [place.cancelled for place in market.places]
    people += [
        random_person(dice, len(cancelled), held=False, cancelled=cancelled)
        for _ in range(dice.randint(0, 2))
    ]
    places = tuple(
        replace(one, seats=max(0, one.seats + dice.choice([-1, 0, 0, 1]))) for one in market.places
    )
    return replace(market, people=tuple(people), places=places)


def lost(markets: list[Market], allocate: Allocate = allocation.allocate) -> list[int]:
    """Markets in whose later round someone has neither the held place nor a higher choice."""
    first = run(markets, allocate)
    second = [later(held_after(*pair), seed) for seed, pair in enumerate(zip(markets, first, strict=True))]
    return [
        number
        for number, (market, given) in enumerate(zip(second, run(second, allocate), strict=True))
        if any(
            person.held is not None
            and (rank is None or rank > [wish.offering for wish in person.wishes].index(person.held))
            for person, rank in zip(market.people, given, strict=True)
        )
    ]


def test_held_place_is_never_lost_in_a_later_round():
    """Though others withdraw, come new or have better figures, and though seats are taken away."""
    assert lost([random_market(seed, held=False) for seed in range(2000)]) == []


def test_held_place_is_lost_where_it_is_forgotten():
    """The negative control."""
    assert len(lost([random_market(seed, held=False) for seed in range(300)], forgetful)) > 20


def changed(markets: list[Market], keep: bool | None = None) -> list[int]:
    """Markets in which a later round with the same input gives anybody something else."""
    first = run(markets)
    second = run([held_after(*pair, keep=keep) for pair in zip(markets, first, strict=True)])
    return [number for number, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]


def plain(market: Market) -> Market:
    """Without kinds of seats."""
    return replace(
        market, places=tuple(replace(one, free_quota_seats=0, test_seats=0) for one in market.places)
    )


def test_unchanged_later_round_without_quotas_changes_nothing():
    assert changed([plain(random_market(seed, held=False)) for seed in range(1500)], keep=True) == []


def test_later_round_where_some_leave_the_reserve_can_give_others_a_higher_choice():
    """Who does not stand in reserve has withdrawn the higher choices: two others can trade places then."""
    assert changed([plain(random_market(seed, held=False)) for seed in range(1500)])


def without_merit(market: Market) -> Market:
    """Nobody but the first has comparable grades."""
    return replace(
        market, people=(market.people[0], *(replace(one, merit=None) for one in market.people[1:]))
    )


def test_unchanged_later_round_with_quotas_can_give_a_place():
    """The exception, and the control that changes are seen: quota seats are counted anew beside held ones."""
    assert changed([without_merit(random_market(seed, held=False)) for seed in range(1000)], keep=True)


# One quota seat and one ordinary one; neither applicant has comparable grades, so the ordinary one stays empty.
UNKNOWN = Person(None, 2, (Wish(0, approved=True),)), Person(None, 1, (Wish(0, approved=True),))
SMALLEST = Market((Place(2, free_quota_seats=1),), UNKNOWN)


def test_smallest_change_in_an_unchanged_later_round():
    """The first holds the quota seat; in the next round one seat is left, and it is a quota seat again."""
    first = run([SMALLEST])
    assert first == [[0, None]]
    assert run([held_after(SMALLEST, first[0])]) == [[0, 0]]

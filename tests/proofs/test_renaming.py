"""Names, order of rows, scale and the cutting of an offering in two decide nothing."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.proofs.engine import Ranks, run
from tests.proofs.features import PURE_RULES, RULES, Market, Person, Place, Wish, random_market

pytestmark = [pytest.mark.proof, pytest.mark.slow]

WITH_RANK = tuple(number for number in range(len(RULES)) if number not in PURE_RULES)


def turned(market: Market, seed: int) -> tuple[Market, list[int]]:
    """The applicants and the offerings in another order, and where each applicant went."""
    dice = random.Random(seed)
    people = dice.sample(range(len(market.people)), len(market.people))
    places = dice.sample(range(len(market.places)), len(market.places))
    number_of = {old: new for new, old in enumerate(places)}

    def renamed(one: Person) -> Person:
        wishes = tuple(replace(wish, offering=number_of[wish.offering]) for wish in one.wishes)
        return replace(one, wishes=wishes, held=None if one.held is None else number_of[one.held])

    return (
        replace(
            market,
            people=tuple(renamed(market.people[old]) for old in people),
            places=tuple(market.places[old] for old in places),
        ),
        people,
    )


def with_own_turns(market: Market) -> Market:
    """Members of a pool that are equal in order are served by id: here none are equal."""
    places = tuple(replace(place, pool_order=number) for number, place in enumerate(market.places))
    return replace(market, places=places)


def differing_after_turning(markets: list[Market]) -> list[int]:
    pairs = [turned(market, seed) for seed, market in enumerate(markets)]
    return [
        number
        for number, (before, after, (_, people)) in enumerate(
            zip(run(markets), run([market for market, _ in pairs]), pairs, strict=True)
        )
        if [before[old] for old in people] != after
    ]


def test_order_of_applicants_and_offerings_decides_nothing():
    assert differing_after_turning([with_own_turns(random_market(seed)) for seed in range(2000)]) == []


def test_order_of_applicants_decides_where_all_lots_are_equal():
    """The negative control: ids close the order only where even the lottery does not."""
    markets = [with_own_turns(random_market(seed)) for seed in range(500)]
    same_lot = [replace(one, people=tuple(replace(p, lottery=7) for p in one.people)) for one in markets]
    assert differing_after_turning(same_lot)


def test_ids_of_pool_members_decide_where_their_order_is_equal():
    """The one place where the format lets an id decide."""
    markets = [random_market(seed) for seed in range(2000)]
    assert differing_after_turning(markets)


def scaled(person: Person) -> Person:
    wishes = tuple(
        replace(wish, test_points=None if wish.test_points is None else 3 * wish.test_points)
        for wish in person.wishes
    )
    merit = None if person.merit is None else 3 * person.merit
    return replace(person, merit=merit, wishes=wishes)


def shifted(person: Person) -> Person:
    """A hundred points more for all, of which half are test points: not the same thing."""
    wishes = tuple(
        replace(wish, test_points=None if wish.test_points is None else 50 - wish.test_points)
        for wish in person.wishes
    )
    return replace(person, wishes=wishes)


def everybody(markets: list[Market], change: Callable[[Person], Person]) -> list[Market]:
    return [replace(one, people=tuple(map(change, one.people))) for one in markets]


def test_scale_of_points_decides_nothing_but_turning_them_around_does():
    markets = [random_market(seed) for seed in range(1500)]
    assert run(everybody(markets, scaled)) == run(markets)
    assert run(everybody(markets, shifted)) != run(markets)


def test_offering_that_nobody_lists_changes_nothing():
    markets = [random_market(seed) for seed in range(1500)]
    more = [replace(one, places=(*one.places, Place(3))) for one in markets]
    assert run(more) == run(markets)


def split(market: Market, seed: int) -> Market | None:
    """The first plain offering with two seats or more cut in two, each choice of it made a choice of both."""
    dice = random.Random(seed)
    for number, place in enumerate(market.places):
        kinds = place.free_quota_seats or place.test_seats or place.pool is not None
        if place.seats >= 2 and not kinds and not place.cancelled:
            part = dice.randint(1, place.seats - 1)
            half, other = replace(place, seats=part), replace(place, seats=place.seats - part)
            places = (*market.places[:number], half, *market.places[number + 1 :], other)
            people = tuple(_with_both(one, number, len(market.places)) for one in market.people)
            return replace(market, places=places, people=people)
    return None


def _with_both(person: Person, one: int, other: int) -> Person:
    wishes = [
        part
        for wish in person.wishes
        for part in ([wish, replace(wish, offering=other)] if wish.offering == one else [wish])
    ]
    return replace(person, wishes=tuple(wishes))


def offerings(market: Market, given: Ranks, whole: int) -> list[int | None]:
    """What everybody gets; the second half of a cut offering counts as the first, whichever it was."""
    found = []
    for person, rank in zip(market.people, given, strict=True):
        offering = None if rank is None else person.wishes[rank].offering
        if offering is not None and offering >= whole:
            twin = [wish.offering for wish in person.wishes].index(offering) - 1
            offering = person.wishes[twin].offering
        found.append(offering)
    return found


def differing_after_splitting(markets: int) -> tuple[int, int]:
    """How many markets were cut, and in how many it mattered."""
    wholes = [random_market(seed, people=8, rules=PURE_RULES, held=False) for seed in range(markets)]
    pairs = [(one, cut) for seed, one in enumerate(wholes) if (cut := split(one, seed))]
    before, after = run([one for one, _ in pairs]), run([cut for _, cut in pairs])
    differ = sum(
        offerings(one, old, len(one.places)) != offerings(cut, new, len(one.places))
        for (one, cut), old, new in zip(pairs, before, after, strict=True)
    )
    return len(pairs), differ


def test_offering_cut_in_two_equal_units_places_the_same_applicants():
    cut, differ = differing_after_splitting(1000)
    assert (cut > 300, differ) == (True, 0)


def test_offering_cut_in_two_matters_where_choice_rank_decides():
    """The negative control: whoever has both halves above it has the next choice one rank lower."""
    full, wanted, empty = (Place(seats, rule=WITH_RANK[0]) for seats in (2, 1, 0))
    best = Person(240, 1, (Wish(0),))
    market = Market(
        (full, wanted, empty),
        (best, best, Person(200, 2, (Wish(0), Wish(1))), Person(200, 1, (Wish(2), Wish(1)))),
    )
    cut = split(market, 0)
    assert cut is not None
    assert run([market])[0][2:] == [1, None]
    assert run([cut])[0][2:] == [None, 1]

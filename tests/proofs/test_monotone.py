"""What a change does to whom: better figures, a withdrawal, an extra seat. And exactly where a promise ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from gemensam.rules import allocation
from tests.proofs.broken import minimum_size, smaller_when_larger, worst_first
from tests.proofs.engine import Allocate, run
from tests.proofs.features import RULES, Market, Person, Place, Wish, random_market

pytestmark = [pytest.mark.proof, pytest.mark.slow]

Change = tuple[Market, Market, int | None]  # before, after, and the applicant who changed, None for a seat


def worse(changes: Sequence[Change], whom: str, allocate: Allocate = allocation.allocate) -> list[Change]:
    """The changes after which someone has a lower choice than before: `self`, or the `others`."""
    before = run([one for one, _, _ in changes], allocate)
    after = run([other for _, other, _ in changes], allocate)
    found = []
    for change, old, new in zip(changes, before, after, strict=True):
        for number, (had, has) in enumerate(zip(old, new, strict=True)):
            asked = (number == change[2]) == (whom == "self")
            if asked and had is not None and (has is None or has > had):
                found.append(change)
                break
    return found


def improved(improve: Callable[[Person], Person], seeds: range) -> list[Change]:
    """Every applicant of every market in turn, with that much better figures."""
    return [
        (market, market.with_person(number, improve(person)), number)
        for market in map(random_market, seeds)
        for number, person in enumerate(market.people)
        if improve(person) != person
    ]


def each_wish(change: Callable[[Wish], Wish]) -> Callable[[Person], Person]:
    return lambda person: replace(person, wishes=tuple(map(change, person.wishes)))


IMPROVEMENTS: dict[str, Callable[[Person], Person]] = {
    "merit": lambda one: replace(one, merit=one.merit and one.merit + 10),
    "a little merit": lambda one: replace(one, merit=one.merit and one.merit + 1),
    "merit becomes known": lambda one: replace(one, merit=200 if one.merit is None else one.merit),
    "lottery": lambda one: replace(one, lottery=one.lottery // 2 + 2**63),
    "subject points": lambda one: replace(one, maths_science=80, social=110, swedish=20),
    "test points": each_wish(lambda one: replace(one, test_points=(one.test_points or 0) + 10)),
    "passed test": each_wish(lambda one: replace(one, test_passed=True)),
    "in time": each_wish(lambda one: replace(one, late=False)),
    "approved for free quota": each_wish(lambda one: replace(one, approved=True)),
    "first hand": each_wish(lambda one: replace(one, reception=True)),
    "kept in reserve": lambda one: replace(one, keep=True),
}


@pytest.mark.parametrize("better", IMPROVEMENTS)
def test_anything_better_never_hurts_oneself(better):
    """Under all rules, with quotas, test seats, pools and held places too."""
    changes = improved(IMPROVEMENTS[better], range(600))
    assert len(changes) > 100
    assert worse(changes, "self") == []


def test_more_merit_hurts_where_the_worst_go_first():
    """The negative control."""
    assert len(worse(improved(IMPROVEMENTS["merit"], range(300)), "self", worst_first)) > 10


def test_one_more_grade_below_the_mean_can_hurt_where_the_mean_breaks_ties():
    """Smallest case: not a rule of seats but of arithmetic. Merit counts sixteen grades, the mean counts all."""
    by_mean = RULES.index(("comparison_value", "lottery"))
    other = Person(240, 1, (Wish(0),), grade_count=16)
    before = Market((Place(1, rule=by_mean),), (other, Person(240, 2, (Wish(0),), grade_count=16)))
    after = before.with_person(1, replace(before.people[1], grade_count=17))
    assert run([before, after]) == [[None, 0], [0, None]]


def withdrawals(markets: list[Market]) -> list[Change]:
    return [
        (market, market.with_person(number, replace(person, wishes=(), held=None)), number)
        for market in markets
        for number, person in enumerate(market.people)
    ]


def test_withdrawal_never_hurts_others():
    """Under all rules, with quotas, test seats, pools and held places too."""
    assert worse(withdrawals([random_market(seed) for seed in range(1500)]), "others") == []


def test_withdrawal_of_one_choice_never_hurts_others():
    changes = [
        (market, market.with_person(number, replace(one, wishes=one.wishes[:-1])), number)
        for market in (random_market(seed, held=False) for seed in range(700))
        for number, one in enumerate(market.people)
    ]
    assert worse(changes, "others") == []


def test_withdrawal_hurts_others_where_offerings_need_a_minimum():
    """The negative control, and why the format has no smallest number of applicants for an offering."""
    found = worse(withdrawals([random_market(seed) for seed in range(300)]), "others", minimum_size)
    assert len(found) > 10


def extra_seats(markets: list[Market], add: Callable[[Place], Place]) -> Iterator[Change]:
    for market in markets:
        for number, place in enumerate(market.places):
            if add(place) != place:
                yield market, market.with_place(number, add(place)), None


SEATS: dict[str, Callable[[Place], Place]] = {
    "ordinary": lambda one: one if one.pool is not None else replace(one, seats=one.seats + 1),
    "free quota": lambda one: (
        one
        if one.pool is not None
        else replace(one, seats=one.seats + 1, free_quota_seats=one.free_quota_seats + 1)
    ),
    "test": lambda one: (
        one if one.pool is not None else replace(one, seats=one.seats + 1, test_seats=one.test_seats + 1)
    ),
    "not cancelled": lambda one: replace(one, cancelled=False) if one.pool is None else one,
}


@pytest.mark.parametrize("kind", SEATS)
def test_extra_seat_outside_pools_hurts_nobody(kind):
    changes = list(extra_seats([random_market(seed) for seed in range(700)], SEATS[kind]))
    assert len(changes) > 50
    assert worse(changes, "others") == []


def test_extra_seat_in_the_pool_hurts_nobody():
    changes: list[Change] = [
        (market, replace(market, places=tuple(map(_more_in_pool, market.places))), None)
        for market in map(random_market, range(1500))
        if any(place.pool is not None for place in market.places)
    ]
    assert worse(changes, "others") == []


def _more_in_pool(place: Place) -> Place:
    return place if place.pool is None else replace(place, pool_seats=place.pool_seats + 1)


def test_extra_seat_hurts_where_larger_offerings_leave_seats_empty():
    """The negative control."""
    changes = list(extra_seats([random_market(seed) for seed in range(400)], SEATS["ordinary"]))
    assert worse(changes, "others", smaller_when_larger)


A, B = Person(240, 2, (Wish(0),)), Person(200, 1, (Wish(0, approved=True),))
SMALLEST_HARM: dict[str, tuple[Market, Market, list[list[int | None]]]] = {
    # P is served before Q and takes the pool's only seat, once P has a seat of its own.
    "own seat of an earlier member of a pool": (
        Market((Place(0, pool=0, pool_seats=1), Place(1, pool=0, pool_seats=1, pool_order=2)),
               (Person(200, 1, (Wish(0),)), Person(200, 2, (Wish(1),)))),
        Market((Place(1, pool=0, pool_seats=1), Place(1, pool=0, pool_seats=1, pool_order=2)),
               (Person(200, 1, (Wish(0),)), Person(200, 2, (Wish(1),)))),
        [[None, 0], [0, None]],
    ),
    # The only seat becomes a free-quota seat: from the best to the approved.
    "ordinary seat made a free-quota seat": (
        Market((Place(1),), (A, B)), Market((Place(1, free_quota_seats=1),), (A, B)), [[0, None], [None, 0]],
    ),
    # The only seat becomes a test seat: from the most points to the most test points.
    "ordinary seat made a test seat": (
        Market((Place(1, skill_test="adds"),), (A, replace(B, wishes=(Wish(0, test_points=10),)))),
        Market((Place(1, skill_test="adds", test_seats=1),), (A, replace(B, wishes=(Wish(0, test_points=10),)))),
        [[0, None], [None, 0]],
    ),
    # Someone else is approved for the free quota.
    "approval of another": (
        Market((Place(1, free_quota_seats=1),), (A, replace(B, wishes=(Wish(0),)))),
        Market((Place(1, free_quota_seats=1),), (A, B)),
        [[0, None], [None, 0]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SMALLEST_HARM)
def test_smallest_harm_to_another(case):
    """Where a promise ends: docs/engine.md, the same cases."""
    before, after, expected = SMALLEST_HARM[case]
    assert run([before, after]) == expected


def test_own_seat_of_a_pool_member_is_found_to_hurt():
    """A control of the search for harm by extra seats: the known exception is found at random too."""
    changes = list(
        extra_seats(
            [random_market(seed) for seed in range(1000)],
            lambda one: one if one.pool is None else replace(one, seats=one.seats + 1),
        )
    )
    assert worse(changes, "others")

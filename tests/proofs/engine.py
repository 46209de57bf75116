"""Markets run by the real rules, thousands at a time: they are stacked side by side and share nothing."""

from collections.abc import Callable, Sequence

import numpy as np

from gemensam.rules import allocation, reception, selection
from gemensam.rules.allocation import NO_POOL, NO_TEST, Choices, SeatKinds, Seats
from gemensam.rules.terms import NO_MERIT, POINT_SCALE
from tests.proofs.features import RULES, Market, Person

Allocate = Callable[[Choices, Seats], SeatKinds]
Ranks = list[int | None]  # by applicant: the number of the wish that gave a place

_OVERRIDE = {
    None: reception.NO_OVERRIDE,
    True: reception.DECIDED_FIRST_HAND,
    False: reception.DECIDED_SECOND_HAND,
}
_RANKING = [selection.RankingRule(str(number), rule) for number, rule in enumerate(RULES)]


def run(markets: Sequence[Market], allocate: Allocate = allocation.allocate) -> list[Ranks]:
    """What the engine gives everybody in every market."""
    if not any(person.wishes for market in markets for person in market.people):
        return [[None] * len(market.people) for market in markets]
    choices, seats = compiled(markets)
    kinds = allocate(choices, seats)
    placed: dict[int, int] = {}
    first = np.searchsorted(choices.applicant, choices.applicant)
    for row in np.flatnonzero(kinds).tolist():
        applicant = int(choices.applicant[row])
        assert applicant not in placed, "two places"
        placed[applicant] = row - int(first[row])
    results, start = [], 0
    for market in markets:
        results.append([placed.get(start + number) for number in range(len(market.people))])
        start += len(market.people)
    return results


def compiled(markets: Sequence[Market]) -> tuple[Choices, Seats]:
    """Choices and seats as the rules of reception, selection and skill tests make them."""
    places = [place for market in markets for place in market.places]
    wishes = _wishes(markets)
    applicant, offering = wishes["applicant"].astype(np.int32), wishes["offering"].astype(np.int32)
    skill_test = np.array([place.skill_test for place in places])[offering]
    adds = skill_test == "adds"
    figures = _figures([person for market in markets for person in market.people])
    points = selection.choice_points(figures.grade_value[applicant], wishes["test_points"], adds)
    lacks = selection.lacks_skill_test(skill_test == "required", wishes["test_passed"].astype(bool))
    cancelled = np.array([place.cancelled for place in places])[offering]
    held = wishes["held"].astype(bool)
    columns = selection.ChoiceColumns(
        applicant=applicant,
        rank=wishes["rank"].astype(np.int32),
        rule=np.array([place.rule for place in places], dtype=np.int32)[offering],
        second_hand=~_first_hand(markets, wishes),
        late=wishes["late"].astype(bool),
        points=points,
    )
    position = selection.positions(selection.order_table(columns, figures, _RANKING), offering)
    competes = adds & (points != NO_MERIT)
    choices = Choices(
        applicant=applicant,
        offering=offering,
        considered=held | ~(lacks | cancelled | wishes["shut_out"].astype(bool)),
        position=position,
        test_position=_test_positions(offering, position, wishes["test_points"], competes),
        merit_known=points != NO_MERIT,
        approved=wishes["approved"].astype(bool),
        held=held,
    )
    return choices, _seats(markets)


def _wishes(markets: Sequence[Market]) -> dict[str, np.ndarray]:
    """One column per name of _WISHES, one row per wish."""
    rows = []
    first_place = first_person = 0
    for market in markets:
        for number, person in enumerate(market.people):
            for rank, wish in enumerate(person.wishes):
                rows.append((
                    first_person + number, first_place + wish.offering, rank + 1, wish.late, wish.approved,
                    selection.NOT_TESTED if wish.test_points is None else wish.test_points * POINT_SCALE,
                    wish.test_passed, _OVERRIDE[wish.reception], *_held(person, rank),
                ))  # fmt: skip
        first_place += len(market.places)
        first_person += len(market.people)
    return {name: np.array(column) for name, column in zip(_WISHES, zip(*rows, strict=True), strict=True)}


def _figures(people: Sequence[Person]) -> selection.ApplicantFigures:
    count = _column([one.grade_count for one in people])
    return selection.ApplicantFigures(
        grade_value=_column([NO_MERIT if one.merit is None else one.merit * POINT_SCALE for one in people]),
        grade_count=count,
        maths_science=_column([one.maths_science * POINT_SCALE for one in people]),
        english_swedish_social=_column([one.social * POINT_SCALE for one in people]),
        swedish=_column([one.swedish * POINT_SCALE for one in people]),
        comparison=selection.comparison_keys(
            _column([(one.merit or 0) * POINT_SCALE for one in people]), count
        ),
        lottery=np.array([one.lottery for one in people], dtype=np.uint64),
        id_order=np.arange(len(people), dtype=np.int64),
    )


_WISHES = (
    "applicant", "offering", "rank", "late", "approved", "test_points", "test_passed", "reception", "held",
    "shut_out",
)  # fmt: skip


def _held(person: Person, wish: int) -> tuple[bool, bool]:
    """Is the wish the held place, and does a held place shut it out?"""
    if person.held is None:
        return False, False
    kept = [one.offering for one in person.wishes].index(person.held)
    return wish == kept, wish > kept or (wish < kept and not person.keep)


def _first_hand(markets: Sequence[Market], wishes: dict[str, np.ndarray]) -> np.ndarray:
    places = [
        (2 * number + place.provider, place) for number, one in enumerate(markets) for place in one.places
    ]
    offering, applicant = wishes["offering"], wishes["applicant"]
    areas = [
        (2 * number + provider, home) for number, one in enumerate(markets) for provider, home in one.areas
    ]
    people = [person for market in markets for person in market.people]
    return reception.first_hand(
        provider=np.array([number for number, _ in places], dtype=np.int32)[offering],
        public=np.array([place.public for _, place in places])[offering],
        national_intake=np.array([place.national for _, place in places])[offering],
        area_provider=np.array([provider for provider, _ in areas], dtype=np.int32),
        area_municipality=np.array([home for _, home in areas], dtype=np.int32),
        home_municipality=np.array([one.home for one in people], dtype=np.int32)[applicant],
        lives_in_area_of=np.array([one.lives_in_area_of for one in people], dtype=np.int32)[applicant],
        override=wishes["reception"].astype(np.int8),
    )


def _test_positions(
    offering: np.ndarray, position: np.ndarray, points: np.ndarray, adds: np.ndarray
) -> np.ndarray:
    rows = np.flatnonzero(adds & (points != selection.NOT_TESTED))
    rows = rows[np.lexsort((position[rows], -points[rows], offering[rows]))]
    places = np.full(offering.size, NO_TEST, dtype=np.int64)
    places[rows] = np.arange(rows.size) - np.searchsorted(offering[rows], offering[rows])
    return places


def _seats(markets: Sequence[Market]) -> Seats:
    places = [place for market in markets for place in market.places]
    pools = [
        NO_POOL if place.pool is None else 10 * number + place.pool
        for number, market in enumerate(markets)
        for place in market.places
    ]
    return Seats(
        seats=_column([one.seats for one in places]),
        free_quota_seats=_column([one.free_quota_seats for one in places]),
        test_seats=_column([one.test_seats for one in places]),
        pool=np.array(pools, dtype=np.int32),
        pool_seats=_column([one.pool_seats for one in places]),
        pool_order=_column([one.pool_order for one in places]),
    )


def _column(values: Sequence[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)

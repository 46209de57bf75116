"""All stable outcomes of a small market, found by trying every outcome. Shares nothing with the rules.

Orders are tuples of fractions; offerings choose seat by seat as the format tells it, remembered by who applied.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

from tests.proofs.features import RULES, Market, Person, Place, Wish

Option = tuple[int, int]  # (unit, bit of the wish), or nothing: (-1, 0)
NOTHING: Option = (-1, 0)


def order_key(market: Market, number: int, rank: int) -> tuple[Fraction | int, ...]:
    """Who goes before whom at an offering: the smaller first."""
    person = market.people[number]
    wish = person.wishes[rank]
    place = market.places[wish.offering]
    home = person.lives_in_area_of or person.home
    by_area = (place.provider, home) in market.areas
    first_hand = not place.public or place.national or (by_area if wish.reception is None else wish.reception)
    test = wish.test_points or 0 if place.skill_test == "adds" else 0
    values: dict[str, Fraction | int] = {
        "choice_rank": rank,
        "grade_value": -(person.merit or 0),
        "grade_count": -person.grade_count,
        "maths_science": -person.maths_science,
        "english_swedish_social": -person.social,
        "swedish": -person.swedish,
        "comparison_value": -Fraction(person.merit or 0, person.grade_count),
        "lottery": -person.lottery,
    }
    points = 0 if person.merit is None else person.merit + test
    return (
        person.merit is None,
        not first_hand,
        wish.late,
        -points,
        *(values[criterion] for criterion in RULES[place.rule]),
        -person.lottery,
        number,
    )


def considered(person: Person, rank: int, place: Place) -> bool:
    """May the wish give a place at all?"""
    wish = person.wishes[rank]
    if person.held is not None:
        kept = [one.offering for one in person.wishes].index(person.held)
        if rank == kept:
            return True
        if rank > kept or not person.keep:
            return False
    return not place.cancelled and not (place.skill_test == "required" and not wish.test_passed)


class Units:
    """The offerings and pools of a market, each choosing among those who have applied to it."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.members: list[list[int]] = []
        pools: dict[int, list[int]] = {}
        for offering, place in enumerate(market.places):
            if place.pool is None:
                self.members.append([offering])
            elif place.pool in pools:
                pools[place.pool].append(offering)
            else:
                pools[place.pool] = [offering]
                self.members.append(pools[place.pool])
        for group in self.members:
            group.sort(key=lambda offering: (market.places[offering].pool_order, offering))
        self.unit_of = {offering: unit for unit, group in enumerate(self.members) for offering in group}
        self.queue: list[list[tuple[int, Person, Wish]]] = [[] for _ in market.places]
        self.options: list[list[Option]] = []
        self._known: list[dict[int, int]] = [{} for _ in self.members]
        self._list_wishes()

    def _list_wishes(self) -> None:
        bit = 1
        entries: list[tuple[int, tuple[Fraction | int, ...], int, Person, Wish]] = []
        for number, person in enumerate(self.market.people):
            mine = []
            for rank, wish in enumerate(person.wishes):
                if considered(person, rank, self.market.places[wish.offering]):
                    entries.append((wish.offering, order_key(self.market, number, rank), bit, person, wish))
                    mine.append((self.unit_of[wish.offering], bit))
                else:
                    mine.append(NOTHING)
                bit <<= 1
            self.options.append(mine)
        for offering, _, one, person, wish in sorted(entries, key=lambda entry: entry[:2]):
            self.queue[offering].append((one, person, wish))

    def chosen(self, unit: int, applied: int) -> int:
        """Whom the unit takes among the applied, both as sums of bits."""
        known = self._known[unit]
        if applied not in known:
            known[applied] = self._choose(unit, applied)
        return known[applied]

    def _choose(self, unit: int, applied: int) -> int:
        group = self.members[unit]
        places = self.market.places
        here = {one: [entry for entry in self.queue[one] if entry[0] & applied] for one in group}
        held = {one: [entry for entry in here[one] if entry[1].held == one] for one in group}
        first = places[group[0]]
        left = first.seats if first.pool is None else first.pool_seats
        left -= sum(map(len, held.values()))
        taken = sum(entry[0] for entries in held.values() for entry in entries)
        for one in group:
            others = [entry for entry in here[one] if entry[1].held != one]
            room = max(0, min(places[one].seats - len(held[one]), left))
            found = fill(places[one], room, others)
            left -= len(found)
            taken += sum(found)
        return taken


def fill(place: Place, room: int, queue: list[tuple[int, Person, Wish]]) -> set[int]:
    """Test seats, ordinary seats, free-quota seats, and what is left over of those; queue in order."""
    found: set[int] = set()
    tested = [one for one in queue if place.skill_test == "adds" and one[2].test_points is not None]
    tested = [one for one in tested if one[1].merit is not None]
    tested.sort(key=lambda one: -(one[2].test_points or 0))  # equal ones stay in order
    found.update(one[0] for one in tested[: min(place.test_seats, room)])
    after_tests = room - len(found)
    quota = min(place.free_quota_seats, after_tests)

    def take(seats: int, candidates: Iterator[int]) -> None:
        for _, bit in zip(range(seats), candidates, strict=False):
            found.add(bit)

    take(after_tests - quota, (bit for bit, who, _ in queue if who.merit is not None and bit not in found))
    take(quota, (bit for bit, _, wish in queue if wish.approved and bit not in found))
    take(room - len(found), (bit for bit, who, _ in queue if who.merit is not None and bit not in found))
    return found


def stable_outcomes(market: Market) -> list[tuple[int, ...]]:
    """All stable outcomes, each as the rank that every applicant gets; the number of wishes = no place.

    Stable: every unit takes just those who are placed there, and takes nobody who would rather come.
    """
    units = Units(market)
    ranks = [[rank for rank, option in enumerate(mine) if option != NOTHING] for mine in units.options]
    return [
        outcome
        for outcome in product(*([*mine, len(all_)] for mine, all_ in zip(ranks, units.options, strict=True)))
        if is_stable(units, outcome)
    ]


def is_stable(units: Units, outcome: tuple[int, ...]) -> bool:
    there = [0] * len(units.members)
    for mine, rank in zip(units.options, outcome, strict=True):
        if rank < len(mine):
            unit, bit = mine[rank]
            if unit < 0:
                return False  # a place that is not considered
            there[unit] |= bit
    chosen: Callable[[int, int], int] = units.chosen
    if any(chosen(unit, mask) != mask for unit, mask in enumerate(there) if mask):
        return False
    return not any(
        unit >= 0 and chosen(unit, there[unit] | bit) & bit
        for mine, rank in zip(units.options, outcome, strict=True)
        for unit, bit in mine[:rank]
    )

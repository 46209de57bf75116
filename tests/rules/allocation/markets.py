"""Small random markets as arrays, and a slow direct reading of how seats are filled, for comparison."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from gemensam.rules.allocation import NO_POOL, NO_TEST, Choices, SeatKind, Seats


@dataclass(frozen=True)
class Wish:
    """One choice as plain values."""

    applicant: int
    offering: int
    position: int
    test_position: int
    merit_known: bool
    approved: bool
    held: bool


@dataclass(frozen=True)
class Supply:
    """One offering as plain values."""

    seats: int
    free_quota_seats: int = 0
    test_seats: int = 0
    pool: int = NO_POOL
    pool_seats: int = 0
    pool_order: int = 1


@dataclass(frozen=True)
class Market:
    """Wishes by applicant, best first; offerings."""

    wishes: tuple[Wish, ...]
    supply: tuple[Supply, ...]

    def choices(self) -> Choices:
        columns = list(
            zip(*((w.applicant, w.offering, w.position, w.test_position) for w in self.wishes), strict=True)
        )
        applicant, offering, position, test = columns or ([], [], [], [])
        return Choices(
            applicant=np.array(applicant, dtype=np.int32),
            offering=np.array(offering, dtype=np.int32),
            considered=np.ones(len(self.wishes), dtype=np.bool_),
            position=np.array(position, dtype=np.int64),
            test_position=np.array(test, dtype=np.int64),
            merit_known=np.array([w.merit_known for w in self.wishes], dtype=np.bool_),
            approved=np.array([w.approved for w in self.wishes], dtype=np.bool_),
            held=np.array([w.held for w in self.wishes], dtype=np.bool_),
        )

    def seats(self) -> Seats:
        def column(name: str) -> list[int]:
            return [getattr(one, name) for one in self.supply]

        return Seats(
            seats=np.array(column("seats"), dtype=np.int64),
            free_quota_seats=np.array(column("free_quota_seats"), dtype=np.int64),
            test_seats=np.array(column("test_seats"), dtype=np.int64),
            pool=np.array(column("pool"), dtype=np.int32),
            pool_seats=np.array(column("pool_seats"), dtype=np.int64),
            pool_order=np.array(column("pool_order"), dtype=np.int64),
        )

    def lists(self) -> dict[int, list[int]]:
        """Numbers of each applicant's wishes, best first."""
        found: dict[int, list[int]] = {}
        for number, wish in enumerate(self.wishes):
            found.setdefault(wish.applicant, []).append(number)
        return found


def random_market(seed: int, applicants: int = 5, offerings: int = 3, *, held: bool = False) -> Market:
    """A market with quotas, test seats, pools and unknown merit, and with held places if asked for."""
    dice = random.Random(seed)
    known = [dice.random() < 0.85 for _ in range(applicants)]
    supply = []
    pool_seats = dice.randint(0, 3)
    for _ in range(offerings):
        seats = dice.randint(0, 3)
        quota = dice.randint(0, seats) if dice.random() < 0.5 else 0
        tests = dice.randint(0, seats - quota) if dice.random() < 0.5 else 0
        pool = 0 if dice.random() < 0.4 else NO_POOL
        supply.append(Supply(seats, quota, tests, pool, pool_seats if pool == 0 else 0, dice.randint(1, 2)))
    lists = [dice.sample(range(offerings), dice.randint(0, offerings)) for _ in range(applicants)]
    places = {}
    tests_at = {}
    for offering in range(offerings):
        there = [a for a in range(applicants) if offering in lists[a]]
        dice.shuffle(there)
        there.sort(key=lambda a: not known[a])  # those with unknown merit come last
        tested = [a for a in there if known[a] and dice.random() < 0.6]
        dice.shuffle(tested)
        places.update({(a, offering): place for place, a in enumerate(there)})
        tests_at.update({(a, offering): place for place, a in enumerate(tested)})
    wishes = []
    for applicant, wanted in enumerate(lists):
        kept = dice.choice(wanted) if held and wanted and dice.random() < 0.4 else None
        # nothing below a held place is considered
        mine = wanted if kept is None else wanted[: wanted.index(kept) + 1]
        wishes += [
            Wish(
                applicant,
                offering,
                places[applicant, offering],
                tests_at.get((applicant, offering), NO_TEST),
                known[applicant],
                dice.random() < 0.4,
                offering == kept,
            )
            for offering in mine
        ]
    return Market(tuple(wishes), tuple(supply))


def chosen(market: Market, applied: set[int]) -> dict[int, SeatKind]:
    """Whom all offerings take among the wishes that have been applied, seat by seat as the format tells it."""
    taken: dict[int, SeatKind] = {}
    units: dict[object, list[int]] = {}
    for offering, supply in enumerate(market.supply):
        units.setdefault(("pool", supply.pool) if supply.pool != NO_POOL else offering, []).append(offering)
    for members in units.values():
        held = [w for w in applied if market.wishes[w].offering in members and market.wishes[w].held]
        taken.update(dict.fromkeys(held, SeatKind.HELD))
        first = market.supply[members[0]]
        left = (first.pool_seats if first.pool != NO_POOL else first.seats) - len(held)
        for offering in sorted(members, key=lambda one: (market.supply[one].pool_order, one)):
            here = [w for w in applied if market.wishes[w].offering == offering and not market.wishes[w].held]
            kept = sum(market.wishes[w].offering == offering for w in held)
            room = max(0, min(market.supply[offering].seats - kept, left))
            found = _fill(market, offering, here, room)
            left -= len(found)
            taken.update(found)
    return taken


def _fill(market: Market, offering: int, here: list[int], room: int) -> dict[int, SeatKind]:
    """One seat after the other: test, ordinary, free quota; a free-quota seat that nobody takes is an ordinary one."""
    supply, wishes = market.supply[offering], market.wishes
    found: dict[int, SeatKind] = {}

    def best(candidates: list[int], test: bool = False) -> int | None:
        free = [w for w in candidates if w not in found]
        return min(free, key=lambda w: wishes[w].test_position if test else wishes[w].position, default=None)

    tested = [w for w in here if wishes[w].test_position != NO_TEST and wishes[w].merit_known]
    with_merit = [w for w in here if wishes[w].merit_known]
    approved = [w for w in here if wishes[w].approved]
    for _ in range(min(supply.test_seats, room)):
        if (one := best(tested, test=True)) is not None:
            found[one] = SeatKind.TEST
    after_tests = room - len(found)
    for _ in range(max(after_tests - supply.free_quota_seats, 0)):
        if (one := best(with_merit)) is not None:
            found[one] = SeatKind.MERIT
    for _ in range(min(supply.free_quota_seats, after_tests)):
        if (one := best(approved)) is not None:
            found[one] = SeatKind.FREE_QUOTA
    while len(found) < room and (one := best(with_merit)) is not None:
        found[one] = SeatKind.MERIT
    return found


def assignments(market: Market) -> Iterator[dict[int, int | None]]:
    """Every way to give each applicant one of the wishes or nothing."""
    lists = market.lists()
    for picked in product(*([*numbers, None] for numbers in lists.values())):
        yield dict(zip(lists, picked, strict=True))


def is_stable(market: Market, placed: Mapping[int, int | None]) -> bool:
    """Every offering keeps whom it has, and would not take anyone who would rather be there.

    Within a pool the applicant's own place is not counted as left free: someone else waits for it.
    """
    there = {wish for wish in placed.values() if wish is not None}
    if set(chosen(market, there)) != there:
        return False
    for applicant, numbers in market.lists().items():
        has = placed[applicant]
        for wish in numbers[: numbers.index(has)] if has is not None else numbers:
            if wish in chosen(market, there | {wish}):
                return False
    return True


def unhappiness(market: Market, placed: Mapping[int, int | None]) -> list[int]:
    """Rank of what each applicant has, by applicant; nothing is worse than everything."""
    return [
        numbers.index(placed[applicant]) if placed[applicant] is not None else len(numbers)
        for applicant, numbers in market.lists().items()
    ]


def union(markets: list[Market]) -> tuple[Choices, Seats]:
    """Many markets side by side in one, so that one run tries them all."""
    wishes: list[Wish] = []
    supply: list[Supply] = []
    applicants = 0
    for number, market in enumerate(markets):
        for wish in market.wishes:
            wishes.append(
                Wish(
                    wish.applicant + applicants,
                    wish.offering + len(supply),
                    wish.position,
                    wish.test_position,
                    wish.merit_known,
                    wish.approved,
                    wish.held,
                )
            )
        applicants += 1 + max((wish.applicant for wish in market.wishes), default=0)
        supply += [
            Supply(
                one.seats,
                one.free_quota_seats,
                one.test_seats,
                NO_POOL if one.pool == NO_POOL else number,
                one.pool_seats,
                one.pool_order,
            )
            for one in market.supply
        ]
    everything = Market(tuple(wishes), tuple(supply))
    return everything.choices(), everything.seats()


def crowded_market(
    seed: int, applicants: int = 400, offerings: int = 30, *, held: bool = False
) -> tuple[Choices, Seats]:
    """A larger market with long chains of displacement: several pools of up to five, every kind of seat, held places."""
    dice = np.random.default_rng(seed)
    length = 6
    offering = (
        np.argsort(dice.random((applicants, offerings)) ** 3, axis=1)[:, :length].ravel().astype(np.int32)
    )
    applicant = np.repeat(np.arange(applicants, dtype=np.int32), length)
    known = np.repeat(dice.random(applicants) < 0.9, length)
    rank = np.repeat(dice.permutation(applicants), length) + dice.integers(0, applicants // 4, applicant.size)
    seats = dice.integers(0, 14, offerings)
    quota = np.where(dice.random(offerings) < 0.4, dice.integers(0, seats + 1), 0)
    tests = np.where(dice.random(offerings) < 0.4, dice.integers(0, seats - quota + 1), 0)
    pool = np.where(dice.random(offerings) < 0.5, dice.integers(0, 4, offerings), NO_POOL).astype(np.int32)
    order = np.lexsort((np.arange(applicant.size), rank, ~known, offering))
    position = np.empty(applicant.size, dtype=np.int64)
    position[order] = np.arange(order.size) - np.searchsorted(offering[order], offering[order])
    test = np.where((dice.random(applicant.size) < 0.5) & known, dice.permutation(applicant.size), NO_TEST)
    keeps = (dice.random(applicants) < 0.3) & held
    at = dice.integers(0, length, applicants)
    choices = Choices(
        applicant=applicant,
        offering=offering,
        considered=(dice.random(applicant.size) < 0.9) & ~np.repeat(keeps, length)
        | (np.repeat(keeps, length) & (np.tile(np.arange(length), applicants) <= np.repeat(at, length))),
        position=position,
        test_position=test,
        merit_known=known,
        approved=dice.random(applicant.size) < 0.2,
        held=np.repeat(keeps, length) & (np.tile(np.arange(length), applicants) == np.repeat(at, length)),
    )
    return choices, Seats(
        seats=seats,
        free_quota_seats=quota,
        test_seats=tests,
        pool=pool,
        pool_seats=np.where(pool == NO_POOL, 0, np.array([8, 15, 3, 25])[pool]),
        pool_order=dice.integers(1, 4, offerings),
    )

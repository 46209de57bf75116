"""The order of choices at an offering."""

import hashlib
from fractions import Fraction

from gemensam_verifier.grades import GRADE_CRITERIA, POINT_SCALE
from gemensam_verifier.market import LATE, NO_TEST, Market

Tail = tuple[list[int], list[int], bool]
PLACE_BITS = 28  # applicants and ranks that fit in a key: 268 million
POINT_LIMIT = POINT_SCALE * 10**9  # more points than any test gives


def lottery_number(seed: str, applicant_id: str) -> int:
    """The first 16 hex digits of SHA-256 over seed, colon and id; the highest goes first."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{applicant_id}".encode()).digest()[:8], "big")


class Order:
    """The order at an offering, as one integer per choice: the smaller goes first.

    From the most significant part: without points last, second hand last, late last, points, then the
    offering's criteria as far as the lottery.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        wanted = {name for order in market.round.rankings.values() for name in order}
        self.grade_criteria = sorted(wanted & set(GRADE_CRITERIA))
        self.values = self._grade_values()
        self._tails: dict[str, Tail] = {}
        self._keys: dict[int, int] = {}

    def _grade_values(self) -> list[tuple[int, ...]]:
        """Per applicant the ranking values as integers (means as their place among all means)."""
        columns = list(zip(*(standing.ranking for standing in self.market.standing), strict=True))
        whole: list[list[int]] = []
        for column in columns:
            if any(isinstance(value, Fraction) for value in column):
                place = {value: number for number, value in enumerate(sorted(set(column)))}
                whole.append([place[value] for value in column])
            else:
                whole.append([int(value) for value in column])
        return list(zip(*whole, strict=True)) if whole else [()] * len(self.market.standing)

    def points(self, choice: int) -> int:
        """Merit, and the test where it adds, in POINT_SCALE."""
        market = self.market
        test = market.test_points[choice]
        merit = market.standing[market.applicant[choice]].merit
        return merit + test if test != NO_TEST and market.offering_of(choice).test_adds else merit

    def criterion(self, name: str, choice: int) -> int:
        """Value of one criterion for a choice; the higher goes first."""
        if name == "choice_rank":
            return -self.market.rank[choice]
        return self.value(name, self.market.applicant[choice])

    def value(self, name: str, applicant: int) -> int:
        """Value of one criterion other than the choice rank; the higher goes first."""
        market = self.market
        if name == "grade_value":
            return market.standing[applicant].merit if market.comparable[applicant] else 0
        if name == "lottery":
            return lottery_number(market.round.seed, market.applicant_ids[applicant])
        return self.values[applicant][self.grade_criteria.index(name)]

    def components(self, choice: int) -> list[tuple[str, int]]:
        """The order's parts with names, most significant first; the smaller goes first in each."""
        market = self.market
        known = market.has_points(choice)
        parts = [
            ("comparable", 0 if known else 1),
            ("reception", int(market.second_hand[choice])),
            ("late", market.flags[choice] & LATE),
            ("points", -self.points(choice) if known else 0),
        ]
        for name in market.round.rankings[market.offering_of(choice).ranking]:
            parts.append((name, -self.criterion(name, choice)))
            if name == "lottery":
                break
        return parts

    def difference(self, ahead: int, behind: int) -> str:
        """Name of the first part in which one choice goes before another; "" if it does not."""
        name, before = self.first_difference(ahead, behind)
        return name if before else ""

    def first_difference(self, one: int, other: int) -> tuple[str, bool]:
        """Name of the first part in which two choices of one offering differ, and whether the one goes first."""
        for (name, mine), (_, theirs) in zip(self.components(one), self.components(other), strict=True):
            if mine != theirs:
                return name, mine < theirs
        return "", False

    def key(self, choice: int) -> int:
        """The whole order as one integer; the smaller goes first."""
        key = self._keys.get(choice)
        if key is None:
            key = self._keys[choice] = self._make_key(choice)
        return key

    def _make_key(self, choice: int) -> int:
        market = self.market
        applicant = market.applicant[choice]
        known = market.comparable[applicant]
        points = self.points(choice) if known else 0
        head = (not known) << 2 | market.second_hand[choice] << 1 | market.flags[choice] & LATE
        before, after, ranked = self._tail_places(market.offering_of(choice).ranking)
        key = (head * POINT_LIMIT + (POINT_LIMIT - 1 - points)) << PLACE_BITS | before[applicant]
        key = key << PLACE_BITS | (market.rank[choice] if ranked else 0)
        return key << PLACE_BITS | after[applicant]

    def _tail_places(self, ranking: str) -> Tail:
        """Places by the criteria before and after the choice rank, and whether that is used."""
        tail = self._tails.get(ranking)
        if tail is None:
            order = self.market.round.rankings[ranking]
            order = order[: order.index("lottery") + 1]
            ranked = "choice_rank" in order
            at = order.index("choice_rank") if ranked else len(order)
            tail = self._tails[ranking] = (self._places(order[:at]), self._places(order[at + 1 :]), ranked)
        return tail

    def _places(self, names: tuple[str, ...]) -> list[int]:
        """Per applicant the place among all by some criteria; equals share a place."""
        if not names:
            return [0] * len(self.market.applicant_ids)
        columns = [self._column(name) for name in names]
        packed = list(zip(*columns, strict=True))
        place = {value: number for number, value in enumerate(sorted(set(packed), reverse=True))}
        return [place[value] for value in packed]

    def _column(self, name: str) -> list[int]:
        return [self.value(name, applicant) for applicant in range(len(self.market.applicant_ids))]

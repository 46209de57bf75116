"""The order of choices at an offering."""

import hashlib
from collections.abc import Sequence
from typing import Any

from gemensam_verifier.grades import GRADE_CRITERIA
from gemensam_verifier.market import LATE, NO_TEST, Market

Key = tuple[Any, ...]  # integers, or tuples of them


def lottery_number(seed: str, applicant_id: str) -> int:
    """The first 16 hex digits of SHA-256 over seed, colon and id; the highest goes first."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{applicant_id}".encode()).digest()[:8], "big")


class Order:
    """The order at an offering, as one tuple per choice: the smaller goes first.

    Its parts: without points last, second hand last, late last (in one number), points, then the offering's
    criteria as far as the lottery.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self._columns: dict[str, list[int]] = {}
        self._tails: dict[str, tuple[list[Key], bool, list[Key]]] = {}
        self._keys: dict[int, Key] = {}

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
        return self.column(name)[applicant]

    def column(self, name: str) -> list[int]:
        """Values of one criterion other than the choice rank, applicant by applicant."""
        found = self._columns.get(name)
        if found is None:
            market = self.market
            if name == "lottery":
                found = [lottery_number(market.round.seed, identity) for identity in market.applicant_ids]
            elif name == "grade_value":
                known = zip(market.standing, market.comparable, strict=True)
                found = [standing.merit if comparable else 0 for standing, comparable in known]
            else:
                place = list(GRADE_CRITERIA).index(name)
                found = [standing.ranking[place] for standing in market.standing]
            self._columns[name] = found
        return found

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

    def key(self, choice: int) -> Key:
        """The whole order; the smaller goes first."""
        key = self._keys.get(choice)
        if key is None:
            key = self._keys[choice] = self._make_key(choice)
        return key

    def _make_key(self, choice: int) -> Key:
        market = self.market
        applicant = market.applicant[choice]
        known = market.comparable[applicant]
        head = (not known) << 2 | market.second_hand[choice] << 1 | market.flags[choice] & LATE
        points = self.points(choice) if known else 0
        before, ranked, after = self._tail(market.offering_of(choice).ranking)
        return head, -points, before[applicant], market.rank[choice] * ranked, after[applicant]

    def _tail(self, ranking: str) -> tuple[list[Key], bool, list[Key]]:
        """Per applicant the rule's criteria before the rank of the choice and after it, as far as the lottery."""
        found = self._tails.get(ranking)
        if found is None:
            order = self.market.round.rankings[ranking]
            names = order[: order.index("lottery") + 1]
            ranked = "choice_rank" in names
            place = names.index("choice_rank") if ranked else 0
            found = self._falling(names[:place]), ranked, self._falling(names[place + ranked :])
            self._tails[ranking] = found
        return found

    def _falling(self, names: Sequence[str]) -> list[Key]:
        """Per applicant the values of some criteria, so that the smaller goes first."""
        columns = [[-value for value in self.column(name)] for name in names]
        return list(zip(*columns, strict=True)) if columns else [()] * len(self.market.applicant_ids)

"""The proposals that one applicant's application set off, in order: who applied where, and who turned whom away.

The order in which applicants apply does not change the outcome. So all others are placed first, the applicant comes
last, and what follows is told step by step until nobody is turned away. It ends in the result itself. It names other
applicants: for officers only.
"""

from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from gemensam.domains.admissions.bundle.running import RoundResult
from gemensam.rules import allocation
from gemensam.rules.allocation import NO_POOL, Candidates, Choices, SeatKind, Seats
from gemensam.rules.terms import Int8


class Act(StrEnum):
    """What happened. Every applicant in the trace either applies, or is turned away by someone."""

    APPLIED = "applied"
    TURNED_AWAY = "turned_away"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One step. by: of TURNED_AWAY, the applicant whose application took the last seat; or, where the one turned away
    is the one who applied, the last of those who keep theirs, empty where there is no such one.
    """

    act: Act
    applicant: str
    rank: int
    offering: str
    by: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The proposals, and the seat kinds of all choices at their end: the same as in the result."""

    proposals: tuple[Proposal, ...]
    kinds: Int8


def trace(result: RoundResult, number: int) -> Trace:
    """Tell what happened when the applicant (row number) applied after everybody else. GF 7:3–5, SL 16:47."""
    choices, seats = result.decided.choices, result.decided.seats
    out = choices.applicant == number
    without = replace(choices, considered=choices.considered & ~out, held=choices.held & ~out)
    market = _Market(choices, seats, allocation.allocate(without, seats))
    ids = result.round.applicants["applicant_id"]
    ranks, offerings = result.round.choices["rank"], result.round.offerings["offering_id"]

    def told(act: Act, choice: int, by: int) -> Proposal:
        return Proposal(
            act=act,
            applicant=ids[int(choices.applicant[choice])],
            rank=int(ranks[choice]),
            offering=offerings[int(choices.offering[choice])],
            by="" if by == allocation.NOBODY else ids[int(choices.applicant[by])],
        )

    proposals: list[Proposal] = []
    mine = np.flatnonzero(out & choices.considered)
    waiting = deque([int(mine[0])] if mine.size else [])
    while waiting:
        choice = waiting.popleft()
        proposals.append(told(Act.APPLIED, choice, allocation.NOBODY))
        for away, by in market.applied(choice):
            proposals.append(told(Act.TURNED_AWAY, away, by))
            following = market.following(away)
            if following != allocation.NOBODY:
                waiting.append(following)
    return Trace(tuple(proposals), market.seat_kinds())


class _Market:
    """Who is kept where, as choices; an offering, or the members of a pool together, choose again when one applies."""

    def __init__(self, choices: Choices, seats: Seats, kinds: Int8) -> None:
        self._choices = choices
        self._seats = seats
        self._kinds = kinds.copy()
        self._candidates = Candidates(
            test_position=choices.test_position.tolist(),
            merit_known=choices.merit_known.astype(np.uint8).tobytes(),
            approved=choices.approved.astype(np.uint8).tobytes(),
            held=choices.held.astype(np.uint8).tobytes(),
        )

    def seat_kinds(self) -> Int8:
        """SeatKind of each choice now."""
        return self._kinds

    def following(self, choice: int) -> int:
        """The applicant's next considered choice, or NOBODY."""
        later = choice + 1
        while later < self._choices.applicant.size:
            if self._choices.applicant[later] != self._choices.applicant[choice]:
                break
            if self._choices.considered[later]:
                return later
            later += 1
        return allocation.NOBODY

    def applied(self, choice: int) -> list[tuple[int, int]]:
        """Let the offering choose again. Returns (turned away, by whom)."""
        members = self._members(int(self._choices.offering[choice]))
        before = {
            one: [*np.flatnonzero((self._choices.offering == one) & (self._kinds != SeatKind.NONE)).tolist()]
            for one in members
        }
        before[int(self._choices.offering[choice])].append(choice)
        chosen = self._choose(members, before)
        away = [one for rows in before.values() for one in rows if one not in chosen]
        for one in away:
            self._kinds[one] = SeatKind.NONE
        for one, kind in chosen.items():
            self._kinds[one] = kind
        return [(one, choice if one != choice else self._last(choice, chosen)) for one in sorted(away)]

    def _last(self, choice: int, chosen: dict[int, SeatKind]) -> int:
        """The last in the order of those who are kept where the choice was turned away."""
        here = [one for one in chosen if self._choices.offering[one] == self._choices.offering[choice]]
        return max(here, key=lambda one: int(self._choices.position[one]), default=allocation.NOBODY)

    def _members(self, offering: int) -> list[int]:
        pool = self._seats.pool[offering]
        if pool == NO_POOL:
            return [offering]
        members = np.flatnonzero(self._seats.pool == pool)
        return members[np.lexsort((members, self._seats.pool_order[members]))].tolist()

    def _choose(self, members: list[int], applied: dict[int, list[int]]) -> dict[int, SeatKind]:
        """Held places of all members first, then the members one after the other with what is left."""
        held = {one: [row for row in applied[one] if self._choices.held[row]] for one in members}
        first = members[0]
        whole = self._seats.pool_seats if self._seats.pool[first] != NO_POOL else self._seats.seats
        left = int(whole[first]) - sum(map(len, held.values()))
        chosen: dict[int, SeatKind] = {}
        for one in members:
            others = sorted(
                (row for row in applied[one] if not self._choices.held[row]),
                key=lambda row: int(self._choices.position[row]),
            )
            found = allocation.choose(
                others,
                self._candidates,
                room=max(min(int(self._seats.seats[one]) - len(held[one]), left), 0),
                test_seats=int(self._seats.test_seats[one]),
                free_quota_seats=int(self._seats.free_quota_seats[one]),
            )
            left -= len(found)
            chosen |= found
            chosen |= dict.fromkeys(held[one], SeatKind.HELD)
        return chosen

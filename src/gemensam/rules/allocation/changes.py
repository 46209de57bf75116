"""Who gained or lost between two results, and what in the results explains it.

A change is explained by something that has changed about the applicant, by seats that have changed where the
place was won or lost, or by a chain of such changes through other applicants. What is left is unexplained,
and a round should stop there. This is what the command diff of the open format tells (docs/round-format.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """What the change is to the applicant."""

    GAINED = "gained"  # a place, or one that the applicant ranks higher
    LOST = "lost"
    MOVED = "moved"  # to another place, where the two lists of choices cannot be compared
    NEW = "new"
    WITHDRAWN = "withdrawn"


class Cause(StrEnum):
    """Why. Of oneself, of the offering, of others."""

    CHOICES_CHANGED = "choices:changed"
    MERIT_RAISED = "merit:raised"
    MERIT_LOWERED = "merit:lowered"
    ELIGIBILITY_CHANGED = "eligibility:changed"
    ORDER_CHANGED = "order:changed"  # lateness, reception, test points, or a tie-break
    SEATS_CHANGED = "seats:changed"
    OFFERING_CANCELLED = "offering:cancelled"
    OTHERS_CHANGED = "others:changed"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class ChoiceOutcome:
    """One choice in one result, as in placements.csv."""

    offering: str
    status: str
    reason: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One applicant in one result. merit: a number that compares, None where unknown. choices: by rank."""

    merit: int | None
    choices: tuple[ChoiceOutcome, ...]

    @property
    def place(self) -> str:
        """The offering that the applicant is admitted to, or the empty text."""
        return next((choice.offering for choice in self.choices if choice.status == "admitted"), "")

    @property
    def offerings(self) -> tuple[str, ...]:
        """The offerings in the order of choice."""
        return tuple(choice.offering for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Result:
    """A result as the comparison sees it. seats: by offering. pools: offering → pool, where known."""

    outcomes: Mapping[str, Outcome]
    seats: Mapping[str, int]
    pools: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """An applicant whose place differs. before, after: the offering, empty for none."""

    applicant: str
    turn: Turn
    before: str
    after: str
    causes: tuple[Cause, ...]


def diff(before: Result, after: Result) -> tuple[Change, ...]:
    """All changes of place, by applicant. Applicants in one of the results only are told too."""
    own = {
        name: _own_causes(before.outcomes[name], after.outcomes[name])
        for name in before.outcomes.keys() & after.outcomes.keys()
    }
    turns = {name: _turn(before.outcomes[name], after.outcomes[name]) for name in own}
    reseated = {
        offering
        for offering in before.seats.keys() | after.seats.keys()
        if before.seats.get(offering) != after.seats.get(offering)
    }
    cancelled = _cancelled(before) ^ _cancelled(after)
    touched = _touched(before, after, own, turns, reseated | cancelled)
    changes = []
    for name in sorted(before.outcomes.keys() | after.outcomes.keys()):
        old, new = before.outcomes.get(name), after.outcomes.get(name)
        if old is None or new is None:
            turn = Turn.NEW if old is None else Turn.WITHDRAWN
            changes.append(Change(name, turn, old.place if old else "", new.place if new else "", ()))
        elif (found := turns[name]) is not None:
            causes = [cause for cause in own[name] if _explains(cause, found)]
            at = _where(old, new, found)
            causes += [Cause.SEATS_CHANGED] if at in reseated else []
            causes += [Cause.OFFERING_CANCELLED] if at in cancelled else []
            if not causes:
                causes = [Cause.OTHERS_CHANGED if at in touched else Cause.UNEXPLAINED]
            changes.append(Change(name, found, old.place, new.place, tuple(causes)))
    return tuple(changes)


def _own_causes(before: Outcome, after: Outcome) -> tuple[Cause, ...]:
    causes = []
    if before.offerings != after.offerings:
        causes.append(Cause.CHOICES_CHANGED)
    if before.merit != after.merit:
        lowered = after.merit is None or (before.merit is not None and after.merit < before.merit)
        causes.append(Cause.MERIT_LOWERED if lowered else Cause.MERIT_RAISED)
    old = {choice.offering: choice for choice in before.choices}
    pairs = [(old[choice.offering], choice) for choice in after.choices if choice.offering in old]
    seen = [(one, other) for one, other in pairs if "struck" not in {one.status, other.status}]
    if any(_refused(one) != _refused(other) for one, other in seen):
        causes.append(Cause.ELIGIBILITY_CHANGED)
    keys = [(one.sort_key, other.sort_key) for one, other in pairs if one.sort_key and other.sort_key]
    if not causes and any(one != other for one, other in keys):
        causes.append(Cause.ORDER_CHANGED)
    return tuple(causes)


def _refused(choice: ChoiceOutcome) -> bool:
    return choice.status == "ineligible"


def _cancelled(result: Result) -> set[str]:
    return {
        choice.offering
        for outcome in result.outcomes.values()
        for choice in outcome.choices
        if choice.reason == "offering:cancelled"
    }


def _turn(before: Outcome, after: Outcome) -> Turn | None:
    old, new = before.place, after.place
    if old == new:
        return None
    if not old or not new:
        return Turn.LOST if old else Turn.GAINED
    if old in after.offerings and new in before.offerings:
        lists = (before.offerings, after.offerings)
        higher = {offerings.index(new) < offerings.index(old) for offerings in lists}
        if len(higher) == 1:
            return Turn.GAINED if higher == {True} else Turn.LOST
    return Turn.MOVED


def _explains(cause: Cause, turn: Turn) -> bool:
    """A raised merit explains no loss, a lowered one no gain."""
    return (cause, turn) not in {(Cause.MERIT_RAISED, Turn.LOST), (Cause.MERIT_LOWERED, Turn.GAINED)}


def _where(before: Outcome, after: Outcome, turn: Turn) -> str:
    """The offering where the change was decided: the one lost, or the one won."""
    return before.place if turn is Turn.LOST else after.place


def _touched(
    before: Result,
    after: Result,
    own: Mapping[str, tuple[Cause, ...]],
    turns: Mapping[str, Turn | None],
    offerings: Iterable[str],
) -> set[str]:
    """Offerings that a change can have reached: where seats or applicants changed, and on from there."""
    pool_of = {**before.pools, **after.pools}
    members: dict[str, set[str]] = {}
    for offering, pool in pool_of.items():
        members.setdefault(pool, set()).add(offering)
    decided_at: dict[str, list[str]] = {}
    for name, turn in turns.items():
        if turn is not None:
            at = _where(before.outcomes[name], after.outcomes[name], turn)
            decided_at.setdefault(at, []).append(name)
    touched: set[str] = set()
    waiting = list(offerings)
    for name in before.outcomes.keys() | after.outcomes.keys():
        if name not in own or own[name]:
            for outcome in (before.outcomes.get(name), after.outcomes.get(name)):
                waiting += outcome.offerings if outcome else ()
    while waiting:
        offering = waiting.pop()
        if offering in touched or not offering:
            continue
        touched.add(offering)
        waiting += members.get(pool_of.get(offering, ""), ())
        for name in decided_at.get(offering, ()):
            waiting += [before.outcomes[name].place, after.outcomes[name].place]
    return touched

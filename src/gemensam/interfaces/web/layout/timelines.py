"""The dates of a year in order, with a mark where today falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date that everyone works towards. ``is_next`` and ``is_past`` are set by ``with_today``."""

    day: date
    label: str
    note: str = ""
    url: str = ""
    is_past: bool = False
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The mark between what has been and what comes."""

    day: date
    is_today: bool = True


def with_today(milestones: Sequence[Milestone], today: date) -> list[Milestone | Today]:
    """The milestones by date, with today's mark before the first that lies ahead (or last)."""
    ordered = sorted(milestones, key=lambda milestone: milestone.day)
    past = [_placed(milestone, is_past=True) for milestone in ordered if milestone.day < today]
    ahead = [_placed(milestone) for milestone in ordered if milestone.day >= today]
    if ahead:
        ahead[0] = _placed(ahead[0], is_next=True)
    return [*past, Today(today), *ahead]


def _placed(milestone: Milestone, *, is_past: bool = False, is_next: bool = False) -> Milestone:
    return Milestone(milestone.day, milestone.label, milestone.note, milestone.url, is_past, is_next)


def near(milestones: Sequence[Milestone], today: date, *, past: int = 2, ahead: int = 4) -> list[Milestone]:
    """The few milestones around today: the last ones passed and the next ones to come."""
    ordered = sorted(milestones, key=lambda milestone: milestone.day)
    passed = [milestone for milestone in ordered if milestone.day < today]
    coming = [milestone for milestone in ordered if milestone.day >= today]
    return [*passed[-past:], *coming[:ahead]]

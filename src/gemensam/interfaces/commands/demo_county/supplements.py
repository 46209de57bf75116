"""Grades that came after the leaving grades: holiday school in June, a year in an introduction programme."""

from datetime import datetime
from typing import NamedTuple

import numpy as np

from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.grade_sheets import (
    COMPULSORY,
    EN,
    MA,
    OTHERS_NEEDED,
    SV,
    E,
    GradeBook,
    lacking,
    other_passes,
)
from gemensam.interfaces.commands.demo_county.pupils import OLDER_ORIGIN, YEAR_9, Skeleton

PASSES_IN_HOLIDAY_SCHOOL = 0.42  # of those who lack one or two passes
PASSES_IN_INTRODUCTION = 0.65
LATE_SHARE = 0.12  # of the holiday school's grades, registered after the cut-off


class Supplement(NamedTuple):
    """One grade raised to E."""

    pupil: int
    subject: int  # position in COMPULSORY
    at: datetime


def _what_lacks(book: GradeBook, pupil: int) -> list[int]:
    """The subjects to pass first: Swedish, English, mathematics, then others until there are enough."""
    marks = book.spring.compulsory[pupil]
    core = [subject for subject in (SV, EN, MA) if marks[subject] < E]
    missing = max(0, OTHERS_NEEDED - int(other_passes(book.spring)[pupil]))
    others = [n for n in range(len(COMPULSORY)) if n not in (SV, EN, MA) and marks[n] < E]
    return core + others[:missing]


def draw_supplements(seed: int, people: Skeleton, book: GradeBook) -> tuple[Supplement, ...]:
    """Who passes what they lacked, and when it was registered: some just before the cut-off, some after."""
    dice = Dice(seed, "supplements")
    lacks = lacking(book.spring)
    found: list[Supplement] = []
    few = (lacks >= 1) & (lacks <= 2)
    passes = dice.chance(PASSES_IN_HOLIDAY_SCHOOL, len(people))
    pupils = np.flatnonzero(few & passes & (people.origin == YEAR_9)).tolist()
    slots = dice.whole(0, len(moments.HOLIDAY_REGISTERED) - 1, len(people)).tolist()
    near = iter((*moments.JUST_IN_TIME, *moments.JUST_TOO_LATE))
    late = dice.chance(LATE_SHARE, len(people))
    after = 0
    for pupil in pupils:
        at = next(near, None)
        if at is None and late[pupil]:
            at = moments.JUST_TOO_LATE[after % len(moments.JUST_TOO_LATE)]
            after += 1
        at = at or moments.HOLIDAY_REGISTERED[slots[pupil]]
        found += [Supplement(pupil, subject, at) for subject in _what_lacks(book, pupil)]
    introduction = dice.chance(PASSES_IN_INTRODUCTION, len(people))
    for pupil in np.flatnonzero((people.origin == OLDER_ORIGIN) & (lacks > 0) & introduction).tolist():
        at = moments.INTRODUCTION_REGISTERED
        found += [Supplement(pupil, subject, at) for subject in _what_lacks(book, pupil)]
    return tuple(found)

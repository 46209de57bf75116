"""When an application is taken in, and which of its choices are late. Agreement of the office; the law is silent.

An office dates its year by single moments (opens, closes …). The second that a closing names is in time: who
sends at 23:59:59,9 against 23:59:59 has sent by 23:59:59. The clock is the server's, in points of time, so a night
when the wall clock is put forward or back is as any other.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from gemensam.rules.deadlines.lateness import late_choices

Choice = TypeVar("Choice", bound=Hashable)


class Phase(StrEnum):
    """Where in the year sending stands. The value is the stored code."""

    NOT_OPEN = "not_open"
    APPLICATION = "application"  # in time
    BETWEEN = "between"  # the preliminary round is made; nothing is taken in
    RE_CHOICE = "re_choice"  # omval: in time
    LATE = "late"  # after the last day: late choice by choice
    FINAL_ROUND = "final_round"  # the final round is made; nothing is taken in
    RESERVE = "reserve"  # after the final decision: late, for the reserve rounds
    OVER = "over"  # the schools have taken over


TAKES_IN = frozenset({Phase.APPLICATION, Phase.RE_CHOICE, Phase.LATE, Phase.RESERVE})
IN_TIME = frozenset({Phase.APPLICATION, Phase.RE_CHOICE})


@dataclass(frozen=True, slots=True)
class SendingDates:
    """The moments of an office's year that decide (with zone). None = the office has no such date."""

    opens: datetime | None = None
    closes: datetime | None = None
    re_opens: datetime | None = None
    re_closes: datetime | None = None
    grade_cutoff: datetime | None = None
    published: datetime | None = None
    handed_over: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """The phase at a moment. until: its last second; None = no end dated. next_opens: when sending opens again."""

    phase: Phase
    until: datetime | None
    next_opens: datetime | None

    @property
    def takes_in(self) -> bool:
        """May an application be sent now?"""
        return self.phase in TAKES_IN

    @property
    def in_time(self) -> bool:
        """Is everything that is sent now in time?"""
        return self.phase in IN_TIME


@dataclass(frozen=True, slots=True)
class Judged(Generic[Choice]):
    """late: which of the new choices. in_time: what later changes are measured against, in order."""

    late: frozenset[Choice]
    in_time: tuple[Choice, ...]


def sending_at(dates: SendingDates, at: datetime) -> Sending:
    """Find the phase at a moment, to the second; agreement of the office. ValueError without zone.

    Without an opening nothing is open. Without re-choice everything after the closing is late at once.
    """
    if at.utcoffset() is None:
        raise ValueError("a moment needs its zone")
    second = at.replace(microsecond=0)
    if dates.opens is None or second < dates.opens:
        return Sending(Phase.NOT_OPEN, None, dates.opens)
    if _by(second, dates.closes):
        return Sending(Phase.APPLICATION, dates.closes, None)
    if dates.re_opens is not None and dates.re_closes is not None and second <= dates.re_closes:
        is_open = second >= dates.re_opens
        return Sending(
            Phase.RE_CHOICE if is_open else Phase.BETWEEN,
            dates.re_closes if is_open else None,
            None if is_open else dates.re_opens,
        )
    return _after_time(dates, second)


def _after_time(dates: SendingDates, second: datetime) -> Sending:
    if dates.handed_over is not None and second > dates.handed_over:
        return Sending(Phase.OVER, None, None)
    if _by(second, dates.grade_cutoff):
        return Sending(Phase.LATE, dates.grade_cutoff, None)
    if dates.published is not None and second < dates.published:
        return Sending(Phase.FINAL_ROUND, None, dates.published)
    return Sending(Phase.RESERVE, dates.handed_over, None)


def _by(second: datetime, closing: datetime | None) -> bool:
    return closing is None or second <= closing


def answers_taken_in(sending: Sending, due: datetime | None, at: datetime) -> bool:
    """May what is asked for besides grades be sent, with the choices as they were? Agreement of the office.

    An office may take in the free quota and exemptions for some days after the list is closed (Skaraborg: list
    1 February, papers 8 February). The second that ``due`` names is in time.
    """
    if sending.takes_in:
        return True
    return sending.phase is Phase.BETWEEN and due is not None and at.replace(microsecond=0) <= due


def judge_choices(
    before: Sequence[Choice], new: Sequence[Choice], *, in_time: bool, excused: bool = False
) -> Judged[Choice]:
    """Judge a new order that is sent, late or not, by ``late_choices``. Practice of Sjuhärad.

    before: what was in time, in order, so far. in_time: is everything sent now in time? excused: the applicant's
    programme was stopped, which gives a new choice without lateness (agreement). Late, a dropped choice loses its
    time: taken back later it is new.
    """
    if in_time or excused:
        return Judged(frozenset(), tuple(new))
    kept = set(new)
    return Judged(late_choices(before, new), tuple(choice for choice in before if choice in kept))

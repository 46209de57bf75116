"""One applicant's result, choice by choice, with all that an explanation needs. Nobody else's data."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.counterfactual import Enough, what_was_enough
from gemensam.domains.admissions.bundle.deciding import effective_grades, merit_rules
from gemensam.domains.admissions.bundle.numbers import number_text, points_text
from gemensam.domains.admissions.bundle.queueing import Waiting, waiting
from gemensam.domains.admissions.bundle.reasons import deciding_steps
from gemensam.domains.admissions.bundle.running import RoundResult
from gemensam.domains.admissions.bundle.tracing import Proposal, trace
from gemensam.rules import allocation, eligibility, merit
from gemensam.rules.allocation import SeatKind, Status
from gemensam.rules.terms import GRADES, NO_MERIT, ROLES, SUBJECTS, Int64, SubjectGrade

SMALL_CELL: Final = 5  # with fewer admitted the lowest points would tell whose they are


class ApplicantUnknown(KeyError):
    """Nobody in the round has this id."""


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A grade that counts in the round. times: as how many of the best it counts, 0 = not among them.

    points: of all those times together, or of the extra grade. bonus: the modern language that is added.
    """

    subject: str
    language: str
    grade: str
    points: str
    times: int
    bonus: bool


@dataclass(frozen=True, slots=True)
class ChoiceExplanation:
    """What became of one choice. Numbers are exact text with decimal point, empty where there is none.

    points: what competes at the offering, test_points: the part of them that is the skill test. obstacles:
    every eligibility code. lowest_points: of the last one admitted on an ordinary seat, empty where fewer
    than SMALL_CELL were admitted (`lowest_hidden`) or none was. won_step: for an admitted choice the reason
    code by which it went before the first in reserve, empty without reserves. reception: first_hand,
    second_hand, or "" where all are received. short: how far the points are below lowest_points, empty where they are
    not. enough: what would have sufficed, None where nothing was asked (a place, or an obstacle no grade takes away) or
    where it would tell the points of one among few (`enough_hidden`). waiting: of a reserve.
    """

    rank: int
    offering_id: str
    programme: str
    status: str
    seat_kind: str
    reason: str
    obstacles: tuple[str, ...]
    reserve_position: int | None
    reserves: int
    seats: int
    admitted: int
    points: str
    test_points: str
    lowest_points: str
    lowest_hidden: bool
    won_step: str
    late: bool
    reception: str
    short: str = ""
    enough: Enough | None = None
    enough_hidden: bool = False
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class ApplicantExplanation:
    """merit: empty where unknown. scaled_from: grades that a reduced timetable was scaled from.

    proposals: the trace, for officers only; empty unless asked for.
    """

    applicant_id: str
    merit: str
    scaled_from: int | None
    grades: tuple[GradeLine, ...]
    choices: tuple[ChoiceExplanation, ...]
    proposals: tuple[Proposal, ...] = ()


def explain(result: RoundResult, applicant_id: str, *, for_officers: bool = False) -> ApplicantExplanation:
    """Explain one applicant's result. Raises ApplicantUnknown.

    for_officers: nothing is hidden where few are admitted, and the proposals are told, with the ids of others.
    """
    ids = result.round.applicants["applicant_id"]
    number = ids.search_sorted(applicant_id) if ids.len() else 0
    if number >= ids.len() or ids[number] != applicant_id:
        raise ApplicantUnknown(applicant_id)
    grades, scaled_from = _grades(result, number)
    applicants = result.decided.choices.applicant
    first, last = np.searchsorted(applicants, [number, number + 1])
    enough = what_was_enough(result, number)
    choices = [_choice(result, choice, enough.get(choice)) for choice in range(int(first), int(last))]
    return ApplicantExplanation(
        applicant_id=applicant_id,
        merit=points_text(int(result.decided.merit.points[number])),
        scaled_from=scaled_from,
        grades=grades,
        choices=tuple(choices if for_officers else _without_the_few(choices)),
        proposals=trace(result, number).proposals if for_officers else (),
    )


def _without_the_few(choices: Sequence[ChoiceExplanation]) -> list[ChoiceExplanation]:
    """What everyone may see: where few are admitted, not the lowest points, nor what would have sufficed there."""
    few = {choice.rank for choice in choices if choice.admitted < SMALL_CELL}
    return [_shown(choice, few) for choice in choices]


def _shown(choice: ChoiceExplanation, few: Set[int]) -> ChoiceExplanation:
    lowest = choice.rank in few and choice.admitted > 0
    told = [choice.enough.merit, choice.enough.grade] if choice.enough else []
    hidden = choice.enough is not None and not few.isdisjoint(
        {choice.rank, *(one.rank for one in told if one)}
    )
    return replace(
        choice,
        lowest_points="" if lowest else choice.lowest_points,
        lowest_hidden=lowest,
        short="" if lowest else choice.short,
        enough=None if hidden else choice.enough,
        enough_hidden=hidden,
        waiting=choice.waiting
        and replace(choice.waiting, quota_ahead=None),  # the quota is given for illness
    )


def _grades(result: RoundResult, applicant: int) -> tuple[tuple[GradeLine, ...], int | None]:
    person = result.round.applicants.row(applicant, named=True)
    rows = effective_grades(result.round).filter(pl.col("applicant") == applicant)
    grades = [
        SubjectGrade(SUBJECTS[subject], GRADES[grade], ROLES[role], language)
        for subject, grade, role, language in rows.select("subject", "grade", "role", "language").iter_rows()
    ]
    rules = merit_rules(result.round.settings)
    value = merit.merit_value(
        grades,
        rules,
        reduced_timetable=person["reduced_timetable"],
        comparable_grades=person["comparable_grades"],
    )
    counted = {one.grade: one for one in value.counted}
    lines = []
    for grade in grades:
        one, bonus = counted.get(grade), grade == value.bonus
        points = value.bonus_points if bonus else one.points if one else None
        lines.append(
            GradeLine(
                subject=grade.subject,
                language=grade.language,
                grade=grade.grade,
                points="" if points is None else number_text(points),
                times=one.times if one else 0,
                bonus=bonus,
            )
        )
    return tuple(lines), value.scaled_from


def _choice(result: RoundResult, choice: int, enough: Enough | None) -> ChoiceExplanation:
    decided, round_ = result.decided, result.round
    row = result.placements.row(choice, named=True)
    offering = int(decided.choices.offering[choice])
    supply = round_.offerings.row(offering, named=True)
    figures = result.cutoffs.row(offering, named=True)
    asked = round_.choices.row(choice, named=True)
    bar = int(allocation.bars(decided.choices, result.kinds, round_.offerings.height).merit[offering])
    adds = supply["skill_test"] == "adds"
    received = supply["provider_kind"] == "public" and not supply["national_intake"]
    return ChoiceExplanation(
        rank=row["rank"],
        offering_id=row["offering_id"],
        programme=supply["programme"],
        status=row["status"],
        seat_kind=row["seat_kind"],
        reason=row["reason"],
        obstacles=eligibility.obstacle_codes(int(decided.obstacles[choice])),
        reserve_position=row["reserve_position"],
        reserves=figures["reserves"],
        seats=figures["seats"],
        admitted=figures["admitted"],
        points=points_text(int(decided.points[choice])),
        test_points=points_text(asked["test_points"]) if adds and asked["test_points"] is not None else "",
        lowest_points="" if bar == allocation.NOBODY else points_text(int(decided.points[bar])),
        lowest_hidden=False,
        won_step=_won_step(result, choice),
        late=asked["late"],
        reception="" if not received else "second_hand" if decided.second_hand[choice] else "first_hand",
        short=_short(
            int(decided.points[choice]), NO_MERIT if bar == allocation.NOBODY else int(decided.points[bar])
        ),
        enough=enough,
        waiting=waiting(result, choice) if row["status"] == "reserve" else None,
    )


def _short(points: int, lowest: int) -> str:
    """How far points are below the lowest that gave a place; empty where they are not, or one is unknown."""
    return points_text(lowest - points) if NO_MERIT not in {points, lowest} and points < lowest else ""


def _won_step(result: RoundResult, choice: int) -> str:
    """The step in which a choice on an ordinary seat went before the first in reserve there."""
    if result.kinds[choice] != SeatKind.MERIT:
        return ""
    choices = result.decided.choices
    at_offering = choices.offering == choices.offering[choice]
    reserves = np.flatnonzero(at_offering & (result.status == Status.RESERVE))
    if not reserves.size:
        return ""
    best: Int64 = reserves[np.argmin(choices.position[reserves])]
    return deciding_steps(result.decided, np.array([choice]), np.array([best]))[0]

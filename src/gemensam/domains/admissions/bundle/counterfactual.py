"""What would have been enough: real re-runs of a round in which one applicant has another merit or another grade.

Everybody else's application is as it was. All variants of the applicant are compiled into the round at once, each as
a list of its own, and every re-run lets one of them take part instead of the applicant (rules.allocation.draws).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import (
    DecidedRound,
    decide_round,
    effective_grades,
    merit_rules,
)
from gemensam.domains.admissions.bundle.numbers import number_text, points_text
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.running import RoundResult
from gemensam.domains.admissions.bundle.sort_keys import FIXED_COLUMNS
from gemensam.rules.allocation import NO_TEST, Choices, Compiled, Seats, Status, compile_entries, solve
from gemensam.rules.eligibility import obstacle_codes
from gemensam.rules.merit.rulesets import OLD_SCALE, MeritRules
from gemensam.rules.selection import NOT_TESTED
from gemensam.rules.terms import (
    BLOCKS,
    GRADE_INDEX,
    GRADES,
    NO_MERIT,
    POINT_SCALE,
    ROLE_INDEX,
    SUBJECT_INDEX,
    SUBJECTS,
    SWEDISH,
    Int64,
)

_POINTS: Final = 3  # the row of points in the order table
_GRADES_WANTED: Final = {*SUBJECTS, "EN_MA", "subjects"}  # obstacles that a grade can take away


@dataclass(frozen=True, slots=True)
class MeritNeeded:
    """The lowest merit with which the choice, or one ranked higher, would have given a place.

    merit, points: exact text; points: what would have competed at the choice's offering, test points included.
    rise: merit less the applicant's own. rank: of the choice that the applicant would then have been admitted to.
    """

    merit: str
    points: str
    rise: str
    rank: int


@dataclass(frozen=True, slots=True)
class GradeNeeded:
    """One grade with which the choice, or one ranked higher, would have given a place.

    Of all such grades the one that is the fewest steps up; then the first in the order of subjects. before: empty where
    the applicant has no grade in the subject. rank: of the choice that the applicant would then have been admitted to.
    """

    subject: str
    language: str
    before: str
    after: str
    rank: int


@dataclass(frozen=True, slots=True)
class Enough:
    """What would have been enough for one choice. None: no merit, or no single grade, would have sufficed."""

    merit: MeritNeeded | None
    grade: GradeNeeded | None


@dataclass(frozen=True, slots=True)
class _Variant:
    """The applicant with a changed grade, or, where `grade` is None, with `raised` units of points more."""

    raised: int = 0
    grade: GradeNeeded | None = None
    steps: int = 0


def what_was_enough(result: RoundResult, number: int) -> dict[int, Enough]:
    """For each choice of the applicant that is in reserve or not eligible: its number → what would have sufficed.

    number: row of the applicant. Merit is tried in steps of the smallest difference between two grades (of a reduced
    timetable: scaled up), tie-breaks other than merit left as they are; grades one at a time, by the rules in full.
    """
    decided = result.decided
    mine = np.flatnonzero(decided.choices.applicant == number)
    asked = [int(one) for one in mine if _is_asked(result, int(one))]
    if not asked:
        return {}
    merits = _merit_variants(result, number)
    grades = _grade_variants(result, number, asked)
    if not merits and not grades:
        return dict.fromkeys(asked, Enough(merit=None, grade=None))
    rerun = _Rerun(result, number, [*merits, *grades])
    ranks = result.round.choices["rank"].to_numpy()
    found = {}
    for choice in asked:
        rank = int(ranks[choice])
        eligible = result.status[choice] == Status.RESERVE
        found[choice] = Enough(
            merit=_merit_needed(rerun, choice, rank, len(merits)) if eligible else None,
            grade=_grade_needed(rerun, rank, len(merits)),
        )
    return found


def _is_asked(result: RoundResult, choice: int) -> bool:
    """In reserve, or not eligible for want of what a grade may give."""
    if result.status[choice] == Status.RESERVE:
        return True
    decided = result.decided
    stopped = decided.shut_out[choice] or decided.cancelled[choice] or decided.lacks_test[choice]
    if stopped or result.status[choice] == Status.STRUCK:
        return False
    wanting = {code.partition(":")[2] for code in obstacle_codes(int(decided.obstacles[choice]))}
    return bool(wanting) and wanting <= _GRADES_WANTED


# --- Variants -----------------------------------------------------------------------------------------------


def _merit_variants(result: RoundResult, number: int) -> list[_Variant]:
    """The applicant with every merit above the own one, up to the highest there is; nothing where it is unknown."""
    own = int(result.decided.merit.points[number])
    if own == NO_MERIT:
        return []
    rules = merit_rules(result.round.settings)
    values = sorted({value for grade in GRADES if (value := rules.points_of(grade)) is not None})
    smallest = min(after - before for before, after in pairwise(values))
    rows = effective_grades(result.round)
    person = (rows["applicant"] == number).to_numpy()
    times = int(result.decided.merit.counted_times[person].sum())
    if result.round.applicants["reduced_timetable"][number] and 0 < times < rules.counted_grades:
        smallest = smallest * rules.counted_grades / times
    highest = max(values) * (rules.counted_grades + int(result.decided.merit.bonus[person].any()))
    step = int(smallest * POINT_SCALE)
    return [
        _Variant(raised=step * count) for count in range(1, (int(highest * POINT_SCALE) - own) // step + 1)
    ]


def _grade_variants(result: RoundResult, number: int, asked: Sequence[int]) -> list[_Variant]:
    """The applicant with one grade raised, or a missing one added; the fewest steps first."""
    rules = merit_rules(result.round.settings)
    grades = _own_grades(result.round, number)
    found = [
        _Variant(grade=GradeNeeded(SUBJECTS[subject], language, GRADES[grade], higher, 0), steps=steps)
        for subject, grade, language in grades.select("subject", "grade", "language").iter_rows()
        for steps, higher in enumerate(_above(rules, GRADES[grade]), start=1)
    ]
    has = {SUBJECTS[subject] for subject in grades["subject"]}
    codes = {code for one in asked for code in obstacle_codes(int(result.decided.obstacles[one]))}
    lacks = {code.partition(":")[2] for code in codes} & set(SUBJECTS)
    for subject in sorted(lacks - _covered(has), key=SUBJECTS.index):
        added = enumerate(_above(rules, ""), start=1)
        found += [_Variant(grade=GradeNeeded(subject, "", "", one, 0), steps=steps) for steps, one in added]
    order = {subject: place for place, subject in enumerate(SUBJECTS)}
    return sorted(found, key=lambda one: (one.steps, order[one.grade.subject] if one.grade else 0))


def _covered(has: set[str]) -> set[str]:
    """Subjects in which a grade stands, also as the other Swedish or within a combined grade."""
    blocks = {subject for block, subjects in BLOCKS.items() if block in has for subject in subjects}
    return has | blocks | (set(SWEDISH) if has & set(SWEDISH) else set())


def _above(rules: MeritRules, grade: str) -> list[str]:
    """The passing grades with more points, lowest first."""
    points = rules.points_of(grade)
    now = Fraction(-1) if points is None else points
    higher = [one for one in rules.passing if one not in OLD_SCALE and (rules.points_of(one) or 0) > now]
    return sorted(higher, key=lambda one: rules.points_of(one) or Fraction(0))


def _own_grades(round_: RoundInput, number: int) -> pl.DataFrame:
    return effective_grades(round_).filter(pl.col("applicant") == number)


# --- Re-runs ------------------------------------------------------------------------------------------------


class _Rerun:
    """The round in which one of the variants takes part instead of the applicant; outcomes are remembered."""

    def __init__(self, result: RoundResult, number: int, variants: Sequence[_Variant]) -> None:
        self._base = result.decided
        self._number = number
        self.variants = variants
        self._round = _as_many(result.round, number, variants)
        self._mine = _decided_anew(self._round, number, variants)
        self._ranks = self._round.choices["rank"].to_numpy()
        self._tests = result.round.choices["test_points"].fill_null(NOT_TESTED).to_numpy()
        self._position, self._test_position = _slots(self._base, self._mine, self._tests, number, self._round)
        self._outcome: dict[int, int] = {}
        self._all: Compiled | None = None

    def rank(self, variant: int) -> int:
        """Rank of the choice that the variant is admitted to, 0 for none."""
        if variant not in self._outcome:
            self._outcome[variant] = self._run(variant)
        return self._outcome[variant]

    def points(self, variant: int, place: int) -> int:
        """Points that compete in the variant's choice number `place` (from 0)."""
        each = self._ranks.size // len(self.variants)
        return int(self._mine.points[variant * each + place])

    def place_of(self, choice: int) -> int:
        """The place of a choice of the round among the applicant's own."""
        return choice - int(np.searchsorted(self._base.choices.applicant, self._number))

    def merit(self, variant: int) -> int:
        """The variant's merit in units of 1/POINT_SCALE."""
        return int(self._mine.merit.points[variant])

    def _run(self, variant: int) -> int:
        others = self._base.merit.points.size
        if (
            self._mine.choices.held.any()
        ):  # a held place takes a seat beforehand: only one may be there at a time
            compiled = compile_entries(
                self._with(np.flatnonzero(self._mine.choices.applicant == variant)), self._seats
            )
            kinds = compiled.seat_kinds(solve(compiled.entries).entry)
            admitted = np.flatnonzero(kinds[self._base.choices.applicant.size :])
            each = self._ranks.size // len(self.variants)
            return int(self._ranks[variant * each + admitted[0]]) if admitted.size else 0
        if self._all is None:
            self._all = compile_entries(self._with(np.arange(self._ranks.size)), self._seats)
        who = np.append(np.arange(others, dtype=np.int32), np.int32(others + variant))
        entry = int(solve(self._all.entries, who).entry[-1])
        return (
            int(self._ranks[self._all.choice[entry] - self._base.choices.applicant.size]) if entry >= 0 else 0
        )

    @property
    def _seats(self) -> Seats:
        return self._base.seats

    def _with(self, rows: Int64) -> Choices:
        """The choices of the others, and those of the variants as further applicants; the applicant's are out."""
        base, mine = self._base.choices, self._mine.choices
        numbers = np.unique(mine.applicant[rows], return_inverse=True)[1].astype(np.int32)
        out = base.applicant == self._number
        tested = base.test_position != NO_TEST
        return Choices(
            applicant=np.concatenate([base.applicant, numbers + np.int32(self._base.merit.points.size)]),
            offering=np.concatenate([base.offering, mine.offering[rows]]),
            considered=np.concatenate([base.considered & ~out, mine.considered[rows]]),
            position=np.concatenate([2 * base.position + 1, self._position[rows]]),
            test_position=np.concatenate(
                [np.where(tested, 2 * base.test_position + 1, NO_TEST), self._test_position[rows]]
            ),
            merit_known=np.concatenate([base.merit_known, mine.merit_known[rows]]),
            approved=np.concatenate([base.approved, mine.approved[rows]]),
            held=np.concatenate([base.held & ~out, mine.held[rows]]),
        )


def _as_many(round_: RoundInput, number: int, variants: Sequence[_Variant]) -> RoundInput:
    """A round with nobody but the applicant, once for each variant, with the grades of the variants."""
    size = len(variants)
    copies = pl.DataFrame({"copy": pl.int_range(size, dtype=pl.Int32, eager=True)})

    def repeated(table: pl.DataFrame) -> pl.DataFrame:
        mine = table.filter(pl.col("applicant") == number)
        every = copies.join(mine, how="cross", maintain_order="left_right")
        return every.with_columns(pl.col("copy").alias("applicant")).select(table.columns)

    own = _own_grades(round_, number)
    rows = [row for copy, one in enumerate(variants) for row in _rows_of(own, copy, one)]
    grades = pl.DataFrame(rows, schema=own.schema, orient="row")
    return replace(
        round_,
        applicants=pl.concat([round_.applicants[number]] * size),
        grades=grades.with_columns(pl.int_range(grades.height, dtype=pl.Int64).alias("key")),
        choices=repeated(round_.choices),
        held=repeated(round_.held),
        digests={},
    )


def _rows_of(own: pl.DataFrame, copy: int, variant: _Variant) -> list[tuple[object, ...]]:
    rows, change = [], variant.grade
    for row in own.iter_rows(named=True):
        is_it = (
            change
            and change.before
            and (SUBJECTS[row["subject"]], row["language"])
            == (
                change.subject,
                change.language,
            )
        )
        rows.append(
            {**row, "applicant": copy} | ({"grade": GRADE_INDEX[change.after]} if change and is_it else {})
        )
    if change and not change.before:
        added = dict.fromkeys(own.columns) | {"applicant": copy, "language": "", "registered_at": 0, "key": 0}
        added |= {"subject": SUBJECT_INDEX[change.subject], "grade": GRADE_INDEX[change.after]}
        rows.append(added | {"role": ROLE_INDEX["compulsory"]})
        rows.sort(key=lambda one: (one["subject"], one["language"]))
    return [tuple(row[name] for name in own.columns) for row in rows]


def _decided_anew(round_: RoundInput, number: int, variants: Sequence[_Variant]) -> DecidedRound:
    """The rules applied to the variants; where merit itself is raised, its points and tie-break on top of that."""
    decided = decide_round(round_)
    raised = np.array([one.raised for one in variants], dtype=np.int64)
    of_choice = raised[decided.choices.applicant]
    points = np.where(decided.points == NO_MERIT, NO_MERIT, decided.points + of_choice)
    columns = decided.order.columns.copy()
    columns[_POINTS] = points
    for place, rule in enumerate(decided.order.rules):
        if "grade_value" in rule.criteria:
            rows = np.flatnonzero(decided.rule[decided.choices.offering] == place)
            columns[FIXED_COLUMNS + rule.criteria.index("grade_value"), rows] += of_choice[rows]
    columns[-1] = -number
    known = decided.merit.points != NO_MERIT
    merits = np.where(known, decided.merit.points + raised, NO_MERIT)
    return replace(
        decided,
        points=points,
        order=replace(decided.order, columns=columns),
        merit=replace(decided.merit, points=merits),
    )


def _slots(
    base: DecidedRound, mine: DecidedRound, tests: Int64, number: int, round_: RoundInput
) -> tuple[Int64, Int64]:
    """Places of the variants' choices between those of the others, whose own place p is 2p + 1."""
    position = np.zeros(mine.points.size, dtype=np.int64)
    test_position = np.full(mine.points.size, NO_TEST, dtype=np.int64)
    own_tests = round_.choices["test_points"].fill_null(NOT_TESTED).to_numpy()
    order = np.argsort(mine.choices.offering, kind="stable")
    for offering, rows in groupby(order.tolist(), key=lambda row: int(mine.choices.offering[row])):
        others = np.flatnonzero((base.choices.offering == offering) & (base.choices.applicant != number))
        others = others[np.argsort(base.choices.position[others])]
        keys = list(map(tuple, (-base.order.columns[:, others]).T.tolist()))
        places = (2 * base.choices.position[others] + 1).tolist()
        tested = others[base.choices.test_position[others] != NO_TEST]
        tested = tested[np.argsort(base.choices.test_position[tested])]
        test_keys = list(
            zip((-tests[tested]).tolist(), (2 * base.choices.position[tested] + 1).tolist(), strict=True)
        )
        test_places = (2 * base.choices.test_position[tested] + 1).tolist()
        for row in rows:
            ahead = bisect_left(keys, tuple((-mine.order.columns[:, row]).tolist()))
            position[row] = places[ahead - 1] + 1 if ahead else 0
            if mine.choices.test_position[row] != NO_TEST:
                ahead = bisect_left(test_keys, (-int(own_tests[row]), int(position[row])))
                test_position[row] = test_places[ahead - 1] + 1 if ahead else 0
    return position, test_position


# --- Answers ------------------------------------------------------------------------------------------------


def _merit_needed(rerun: _Rerun, choice: int, rank: int, merits: int) -> MeritNeeded | None:
    """The lowest of the merits, found by halving: with a better merit nobody is worse off."""
    enough = range(merits)
    first = bisect_left(enough, 1, key=lambda variant: int(0 < rerun.rank(variant) <= rank))
    if first == merits:
        return None
    return MeritNeeded(
        merit=points_text(rerun.merit(first)),
        points=points_text(rerun.points(first, rerun.place_of(choice))),
        rise=number_text(Fraction(rerun.variants[first].raised, POINT_SCALE)),
        rank=rerun.rank(first),
    )


def _grade_needed(rerun: _Rerun, rank: int, first: int) -> GradeNeeded | None:
    for variant in range(first, len(rerun.variants)):
        grade = rerun.variants[variant].grade
        if grade is not None and 0 < rerun.rank(variant) <= rank:
            return replace(grade, rank=rerun.rank(variant))
    return None

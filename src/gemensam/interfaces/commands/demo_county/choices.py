"""What is decided about single choices: tests, free quota, exemptions, special reasons."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.grade_sheets import EN, E, GradeBook, lacking, merit_estimate
from gemensam.interfaces.commands.demo_county.lists import Lists
from gemensam.interfaces.commands.demo_county.model import Choice, Offering
from gemensam.interfaces.commands.demo_county.pupils import FROM_ABROAD, OUTSIDE, YEAR_9, Skeleton

FREE_QUOTA_APPLICANTS = 42  # with grounds that the providers accepted; besides those with grades from abroad
ENGLISH_EXEMPTIONS = 9
SPECIAL_REASONS = 3  # outside applicants received first hand
_WEAK_FOR_QUOTA = 230.0
_PUBLIC_STEP, _PUBLIC_STEPS = Decimal("8"), 10  # public schools' test: step 1–10 × 8 points
_STAGE_GRADES = tuple(Decimal(points) for points in ("0", "10", "12.5", "15", "17.5", "20"))  # twice, added


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who has what, by position in the skeleton."""

    free_quota: frozenset[int]
    exemption_from: dict[int, str]  # provider that granted the exemption
    special_reasons: frozenset[int]


def _first_provider(lists: Lists, pupil: int, by_id: dict[str, Offering]) -> str:
    national = [by_id[one] for one in lists.final[pupil] if not by_id[one].base_programme]
    return national[0].provider_id if national else ""


def _sought(lists: Lists, offerings: tuple[Offering, ...]) -> set[str]:
    """Offerings with free-quota seats and more first choices than seats."""
    first = Counter(ranked[0] for ranked in lists.final if ranked)
    return {
        one.offering_id for one in offerings if one.free_quota_seats and first[one.offering_id] > one.seats
    }


def draw_circumstances(
    seed: int, people: Skeleton, book: GradeBook, lists: Lists, offerings: tuple[Offering, ...]
) -> Circumstances:
    """Choose who has grounds for the free quota, an English exemption, or special reasons."""
    dice = Dice(seed, "circumstances")
    by_id = {one.offering_id: one for one in offerings}
    order = dice.shuffled(len(people)).tolist()
    lacks = lacking(book.spring)
    only_english = (lacks == 1) & (book.spring.compulsory[:, EN] < E) & people.foreign
    exempt = [n for n in order if only_english[n] and people.origin[n] == YEAR_9][:ENGLISH_EXEMPTIONS]
    pupils = [n for n in order if people.origin[n] == YEAR_9 and lacks[n] == 0 and lists.original[n]]
    sought = _sought(lists, offerings)
    weak = merit_estimate(book.spring) < _WEAK_FOR_QUOTA  # what happened has shown in their grades
    pupils = [n for n in pupils if weak[n] and lists.final[n] and lists.final[n][0] in sought]
    outside = [n for n in order if people.origin[n] == OUTSIDE and lists.final[n]]
    abroad = np.flatnonzero(people.origin == FROM_ABROAD).tolist()
    return Circumstances(
        free_quota=frozenset((*pupils[:FREE_QUOTA_APPLICANTS], *abroad)),
        exemption_from={n: _first_provider(lists, n, by_id) for n in exempt},
        special_reasons=frozenset(outside[:SPECIAL_REASONS]),
    )


class ChoiceMaker:
    """Turns the lists of offering ids into rows of choices.csv; the same test result in both rounds."""

    def __init__(self, seed: int, offerings: tuple[Offering, ...], circumstances: Circumstances) -> None:
        self._dice = Dice(seed, "tests")
        self._by_id = {one.offering_id: one for one in offerings}
        self._circumstances = circumstances
        self._results: dict[tuple[int, str], Decimal | None] = {}
        self._passed: dict[tuple[int, str], bool] = {}

    def _points(self, pupil: int, one: Offering) -> Decimal | None:
        """Test points of one applicant in one school and orientation; nine of ten come to the test."""
        key = (pupil, f"{one.school_unit} {one.study_path[:5]}")
        if key not in self._results:
            came = bool(self._dice.chance(0.9))
            if one.test_seats:
                grades = self._dice.pick([0.05, 0.18, 0.2, 0.27, 0.18, 0.12], 2).tolist()
                points = _STAGE_GRADES[grades[0]] + _STAGE_GRADES[grades[1]]
            else:
                spread = float(self._dice.bell()) * 2.1 + 5.6
                points = _PUBLIC_STEP * min(_PUBLIC_STEPS, max(1, round(spread)))
            self._results[key] = points if came else None
        return self._results[key]

    def _has_passed(self, pupil: int, one: Offering) -> bool:
        """Whether the sport or the profile approved the applicant."""
        key = (pupil, one.offering_id)
        if key not in self._passed:
            self._passed[key] = bool(self._dice.chance(0.72))
        return self._passed[key]

    def choices(
        self, pupil: int, ranked: tuple[str, ...], late: frozenset[str], *, final: bool
    ) -> tuple[Choice, ...]:
        """One applicant's rows. Free quota and exemptions are not decided in the preliminary round."""
        rows = []
        for rank, offering_id in enumerate(ranked, start=1):
            one = self._by_id[offering_id]
            national = not one.base_programme
            quota = final and rank <= 3 and pupil in self._circumstances.free_quota
            exempt = final and national and self._circumstances.exemption_from.get(pupil) == one.provider_id
            special = pupil in self._circumstances.special_reasons and one.provider_kind == "public"
            rows.append(
                Choice(
                    rank=rank,
                    offering_id=offering_id,
                    late=offering_id in late,
                    free_quota=quota and national and one.free_quota_seats > 0,
                    test_points=self._points(pupil, one) if one.skill_test == "adds" else None,
                    test_passed=one.skill_test == "required" and self._has_passed(pupil, one),
                    reception="first_hand" if special and final else "",
                    english_exemption=exempt,
                )
            )
        return tuple(rows)

"""Draws spring grades that fit the published eligibility, and the autumn grades before them."""

import numpy as np

from gemensam.interfaces.commands.demo_county import places
from gemensam.interfaces.commands.demo_county.dice import Booleans, Dice, Floats, Integers
from gemensam.interfaces.commands.demo_county.eligibility_fit import fit_share
from gemensam.interfaces.commands.demo_county.grade_sheets import (
    COMPULSORY,
    DASH,
    HOME_LANGUAGE_WEIGHTS,
    M2_WEIGHTS,
    NONE,
    SV,
    A,
    E,
    F,
    GradeBook,
    Marks,
    Sheets,
)
from gemensam.interfaces.commands.demo_county.pupils import FROM_ABROAD, OLDER_ORIGIN, YEAR_9, Skeleton

_CUTS = (-1.58, -0.60, -0.10, 0.72, 1.27)  # between F E D C B A on a scale of spreads
_DIFFICULTY = {
    "MA": 0.34, "FY": 0.12, "KE": 0.12, "SV": -0.20, "BL": -0.22, "IDH": -0.30, "SL": -0.25, "HKK": -0.18,
    "MU": -0.18, "TK": -0.05, "EN": -0.02,
}  # fmt: skip
_WOMEN_BETTER = {
    "BL": 0.30,
    "HKK": 0.22,
    "SV": 0.25,
    "MU": 0.15,
    "IDH": -0.25,
    "MA": -0.15,
    "FY": -0.12,
    "TK": -0.10,
}
_PASSED_ABROAD, _SWEDISH_ABROAD = 0.93, 0.72


def marks_from(latent: Floats) -> Marks:
    """The marks F–A for performance on a scale of spreads."""
    marks = np.searchsorted(np.array(_CUTS), latent, side="right") + F
    return marks.astype(np.int8)


def _spring(dice: Dice, people: Skeleton, sva: Booleans) -> Sheets:
    count = len(people)
    difficulty = np.array([_DIFFICULTY.get(subject, 0.0) for subject in COMPULSORY])
    women_better = np.array([_WOMEN_BETTER.get(subject, 0.0) for subject in COMPULSORY])
    latent = 0.80 * people.ability[:, None] + 0.60 * dice.bell(count, len(COMPULSORY)) - difficulty
    latent += np.where(people.woman[:, None], women_better, -women_better) / 2
    latent[:, SV] -= np.where(sva, 0.35, 0.0)
    compulsory = marks_from(latent)
    absent = dice.chance(np.where(people.ability < -1.7, 0.45, 0.012), count)
    share = dice.uniform(count) * 0.7 + 0.1
    compulsory[absent[:, None] & (dice.uniform(count, len(COMPULSORY)) < share[:, None])] = DASH
    takes_m2 = dice.chance(np.where(people.ability < -0.6, 0.40, 0.86), count) & ~absent
    m2 = np.maximum(marks_from(0.8 * people.ability + 0.55 * dice.bell(count) - 0.05), F)
    takes_m1 = dice.chance(np.where(people.ability > 0.5, 0.06, 0.005), count) & takes_m2
    m1 = np.maximum(marks_from(0.8 * people.ability + 0.55 * dice.bell(count) + 0.1), E)
    takes_mother_tongue = people.foreign & dice.chance(0.55, count)
    mother_tongue = np.maximum(marks_from(0.5 * people.ability + 0.6 * dice.bell(count) + 0.9), E)
    return Sheets(
        compulsory,
        np.where(takes_m2, m2, NONE).astype(np.int8),
        np.where(takes_m1, m1, NONE).astype(np.int8),
        np.where(takes_mother_tongue, mother_tongue, NONE).astype(np.int8),
    )


def autumn_before(dice: Dice, spring: Sheets) -> Sheets:
    """Term grades half a year earlier: mostly the same, more often a step lower than higher."""

    def earlier(marks: Marks) -> Marks:
        roll = dice.uniform(*marks.shape)
        lower = (roll < np.where(marks == E, 0.075, 0.17)) & (marks >= E)
        higher = (roll > 0.955) & (marks >= E) & (marks < A)
        return (marks - lower.astype(np.int8) + higher.astype(np.int8)).astype(np.int8)

    return Sheets(
        earlier(spring.compulsory), earlier(spring.m2), earlier(spring.m1), earlier(spring.mother_tongue)
    )


def _special(people: Skeleton, spring: Sheets, waldorf: int, dance: int) -> dict[str, Booleans]:
    """Pre-professional dancers with a reduced timetable, and pupils with block grades."""
    count = len(people)
    strong = np.argsort(-people.ability, kind="stable")
    dancers = [n for n in strong.tolist() if people.feeder[n] == dance and people.woman[n]][5:8]
    block = [n for n in strong.tolist() if people.feeder[n] == waldorf][2:8]
    reduced = np.zeros(count, dtype=np.bool_)
    reduced[dancers] = True
    dropped = [COMPULSORY.index(subject) for subject in ("HKK", "SL", "IDH")]
    spring.compulsory[np.ix_(dancers, dropped)] = NONE
    spring.m1[dancers] = NONE
    spring.mother_tongue[dancers] = NONE
    for name, chosen in ((("BI", "FY", "KE"), block[:4]), (("GE", "HI", "RE", "SH"), block[4:])):
        columns = [COMPULSORY.index(subject) for subject in name]
        spring.compulsory[np.ix_(chosen, columns)] = spring.compulsory[np.ix_(chosen, columns[:1])]
    block_no = np.zeros(count, dtype=np.bool_)
    block_no[block[:4]] = True
    block_so = np.zeros(count, dtype=np.bool_)
    block_so[block[4:]] = True
    return {"reduced_timetable": reduced, "block_no": block_no, "block_so": block_so}


def _assessed(dice: Dice, spring: Sheets, abroad: Integers) -> Sheets:
    """Knowledge from another country's school is passed or not (Skollagen 16:33): E, or no row at all.

    Most lack nothing but Swedish, if that.
    """
    passed = dice.uniform(len(abroad), len(COMPULSORY)) < _PASSED_ABROAD
    passed[:, SV] = dice.chance(_SWEDISH_ABROAD, len(abroad))
    spring.compulsory[abroad] = np.where(passed, E, NONE)
    for marks in (spring.m2, spring.m1):
        marks[abroad] = NONE
    spring.mother_tongue[abroad] = E
    return spring


def draw_grades(seed: int, people: Skeleton, *, waldorf: int, dance: int) -> GradeBook:
    """Spring grades, and autumn grades derived from them.

    ``waldorf`` and ``dance`` are positions of the schools with block grades and with pre-professional dance.
    Those from abroad have what the office has assessed as passed, and no merit. Older applicants bear their
    leaving grades in both: what an introduction programme adds comes with the supplements.
    """
    dice = Dice(seed, "grades")
    count = len(people)
    sva = people.foreign & dice.chance(0.62, count)
    spring = _spring(dice, people, sva)
    special = _special(people, spring, waldorf, dance)
    for place in places.PLACES:
        group = np.flatnonzero((people.origin == YEAR_9) & (np.array(people.home) == place.code))
        fit_share(spring, group, place.eligible_percent)
    autumn = autumn_before(Dice(seed, "autumn"), spring)
    assessed = _assessed(dice, spring, np.flatnonzero(people.origin == FROM_ABROAD))
    same = (people.origin == OLDER_ORIGIN) | (people.origin == FROM_ABROAD)
    for before, after in zip(autumn.parts, assessed.parts, strict=True):
        before[same] = after[same]
    return GradeBook(
        spring=assessed,
        autumn=autumn,
        sva=sva,
        m2_language=dice.pick(M2_WEIGHTS, count),
        m1_language=dice.pick(M2_WEIGHTS, count),
        mother_tongue=dice.pick(HOME_LANGUAGE_WEIGHTS, count),
        **special,
    )

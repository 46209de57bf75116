"""Eligibility of many applicants to what they have chosen, and of one by the same code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gemensam.rules.eligibility.obstacles import SUBJECT_OBSTACLES, Obstacle, obstacle_codes
from gemensam.rules.eligibility.passes import SPECIFIC_SUBJECTS, PassTable, pass_table
from gemensam.rules.eligibility.requirements import (
    IMA,
    IMS,
    IMV,
    IMY,
    NATIONAL,
    Requirements,
    programme_requirements,
)
from gemensam.rules.eligibility.rulesets import EligibilityRules
from gemensam.rules.terms import Bool, Int32, Int64, SubjectGrade, grade_columns


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """What eligibility looks at besides grades; arrays of length `applicants`, None = nobody.

    birth_year: int64. completed: national programme, equivalent or IB diploma (SL 15:6).
    swedish_waived: Nordic grades without Swedish. newly_arrived: is to be offered IMS (SL 17:12).
    exceptional_reasons: synnerliga skäl for IMY or IMA (SL 17:11). special_reasons: särskilda skäl for IMS.
    """

    birth_year: Int64
    completed: Bool
    swedish_waived: Bool | None = None
    newly_arrived: Bool | None = None
    exceptional_reasons: Bool | None = None
    special_reasons: Bool | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The same for one person. english_exemption: granted by the provider of the programme (SL 16:32)."""

    completed: bool = False
    english_exemption: bool = False
    swedish_waived: bool = False
    newly_arrived: bool = False
    exceptional_reasons: bool = False
    special_reasons: bool = False


ORDINARY: Final = Circumstances()


@dataclass(frozen=True, slots=True)
class EligibilityDecision:
    """Eligible or not, every obstacle as a reason code in order (the first is the stable one), the law."""

    eligible: bool
    codes: tuple[str, ...]
    law: tuple[str, ...]


_LAW: Final = {
    NATIONAL: ("SL 15:5", "SL 15:6", "SL 16:30", "SL 16:31", "GF 7:1"),
    IMV: ("SL 15:5", "SL 15:6", "SL 17:8", "SL 17:10"),
    IMY: ("SL 15:5", "SL 15:6", "SL 17:8", "SL 17:11", "GF 6:2"),
    IMA: ("SL 15:5", "SL 15:6", "SL 17:4", "SL 17:11", "GF 6:2"),
    IMS: ("SL 15:5", "SL 15:6", "SL 17:4", "SL 17:12"),
}

_PERSONAL: Final = int(Obstacle.AGE | Obstacle.COMPLETED)
_NATIONAL: Final = int(_PERSONAL | Obstacle.SWEDISH | Obstacle.ENGLISH | Obstacle.MATHS | Obstacle.MEAN)
_SPECIFIC_BITS: Final = np.array([int(SUBJECT_OBSTACLES[code]) for code in SPECIFIC_SUBJECTS], dtype=np.int32)


def eligibility_codes(
    passed: PassTable,
    facts: ApplicantFacts,
    requirements: Requirements,
    *,
    applicant: Int32,
    requirement: Int32,
    english_exemption: Bool,
    year: int,
    rules: EligibilityRules,
    ranked_choice: bool = True,
) -> Int32:
    """Find every obstacle of n choices: SL 15:5–6, 16:30–33, 17:10–12, GF 7:1.

    applicant: int32[n], row of `passed` and `facts`. requirement: int32[n], row of `requirements`.
    english_exemption: bool[n], granted by the provider of the choice (SL 16:32). year: of the August start.
    ranked_choice: False for placement outside the ranked application, the only way to IMA and IMS (SL 17:4).
    Returns int32[n]: bits of Obstacle, 0 = eligible; texts by obstacle_codes.
    """
    asked = _asked_bits(requirements)
    obstacles = _person_bits(passed, facts, year, rules)[applicant] & asked[requirement]
    form = requirements.form[requirement]
    national = form == NATIONAL
    obstacles[english_exemption] &= ~int(Obstacle.ENGLISH)  # introduction programmes do not ask for it so
    if rules.nordic_swedish_waiver:
        obstacles[national & _facts_of(facts.swedish_waived, applicant)] &= ~int(Obstacle.SWEDISH)
    too_few = national & (passed.others[applicant] < requirements.others[requirement])
    obstacles[too_few] |= int(Obstacle.SUBJECTS)

    rows = np.flatnonzero(form == IMV)
    obstacles[rows] |= _imv_bits(passed, applicant[rows], requirements, requirement[rows], rules)
    rows = np.flatnonzero((form == IMY) | (form == IMA))
    obstacles[rows] |= _imy_bits(passed, facts, applicant[rows], rules)
    rows = np.flatnonzero(form == IMS)
    obstacles[rows] |= _ims_bits(passed, facts, applicant[rows], rules)
    if ranked_choice:
        obstacles[(form == IMA) | (form == IMS)] |= int(Obstacle.NOT_BY_CHOICE)
    return obstacles


def decide(
    person_grades: Sequence[SubjectGrade],
    programme: str,
    rules: EligibilityRules,
    *,
    year: int,
    birth_year: int,
    base_programme: str = "",
    circumstances: Circumstances = ORDINARY,
    ranked_choice: bool = True,
) -> EligibilityDecision:
    """Decide one person's eligibility to one programme by the code of eligibility_codes: SL 16:36.

    ValueError for an unknown programme, or IMV without a national base programme. KeyError for an unknown
    subject, grade or role.
    """
    one = np.zeros(1, dtype=np.int32)
    requirements = programme_requirements([programme], [base_programme], rules)
    obstacles = eligibility_codes(
        pass_table(grade_columns([person_grades]), 1, rules),
        ApplicantFacts(
            birth_year=np.array([birth_year], dtype=np.int64),
            completed=np.array([circumstances.completed]),
            swedish_waived=np.array([circumstances.swedish_waived]),
            newly_arrived=np.array([circumstances.newly_arrived]),
            exceptional_reasons=np.array([circumstances.exceptional_reasons]),
            special_reasons=np.array([circumstances.special_reasons]),
        ),
        requirements,
        applicant=one,
        requirement=one,
        english_exemption=np.array([circumstances.english_exemption]),
        year=year,
        rules=rules,
        ranked_choice=ranked_choice,
    )
    codes = obstacle_codes(int(obstacles[0]))
    law = (*_LAW[int(requirements.form[0])], *rules.added_law)
    return EligibilityDecision(eligible=not codes, codes=codes, law=law)


def _asked_bits(requirements: Requirements) -> Int32:
    """Which of the personal bits each programme looks at."""
    asked = np.full(requirements.form.size, _PERSONAL, dtype=np.int32)
    asked[requirements.form == IMV] |= int(Obstacle.SWEDISH)
    national = requirements.form == NATIONAL
    asked[national] = _NATIONAL | (requirements.specific[national] @ _SPECIFIC_BITS)
    return asked


def _person_bits(passed: PassTable, facts: ApplicantFacts, year: int, rules: EligibilityRules) -> Int32:
    """Everything that an applicant lacks or is hindered by, whatever the programme."""
    bits = np.where(facts.birth_year < year - rules.oldest_age, int(Obstacle.AGE), 0).astype(np.int32)
    bits |= np.where(facts.completed, int(Obstacle.COMPLETED), 0).astype(np.int32)
    bits |= np.where(passed.swedish, 0, int(Obstacle.SWEDISH)).astype(np.int32)
    bits |= np.where(passed.english, 0, int(Obstacle.ENGLISH)).astype(np.int32)
    bits |= np.where(passed.maths, 0, int(Obstacle.MATHS)).astype(np.int32)
    bits |= np.where(passed.mean_reached, 0, int(Obstacle.MEAN)).astype(np.int32)
    bits |= ~passed.specific @ _SPECIFIC_BITS
    return bits


def _has_grades_for(passed: PassTable, applicant: Int32, others: Int64 | int) -> Bool:
    """Has all the passes of SL 16:30 or 16:31 (an exemption is no pass), and the mean where one is asked for."""
    core = passed.swedish & passed.english & passed.maths & passed.mean_reached
    return core[applicant] & (passed.others[applicant] >= others)


def _imv_bits(
    passed: PassTable,
    applicant: Int32,
    requirements: Requirements,
    requirement: Int32,
    rules: EligibilityRules,
) -> Int32:
    """SL 17:10: English or mathematics and four others, or both and three, and not already what it leads to.

    Swedish is among the personal bits. One who lacks a subject that the programme names (GF 7:1) lacks a pass
    that it demands, however many others there are.
    """
    english, maths = passed.english[applicant], passed.maths[applicant]
    needed = np.where(
        english & maths, rules.introduction_others_with_both, rules.introduction_others_with_one
    )
    bits = np.where(english | maths, 0, int(Obstacle.ENGLISH_OR_MATHS))
    bits |= np.where(passed.others[applicant] < needed, int(Obstacle.SUBJECTS), 0)
    already = _has_grades_for(passed, applicant, requirements.others[requirement])
    already &= ~(requirements.specific[requirement] & ~passed.specific[applicant]).any(axis=1)
    bits |= np.where(already, int(Obstacle.ALREADY), 0)
    return bits.astype(np.int32)


def _imy_bits(passed: PassTable, facts: ApplicantFacts, applicant: Int32, rules: EligibilityRules) -> Int32:
    """SL 17:11: lacks vocational eligibility, save for exceptional reasons, and is not to be offered IMS."""
    already = _has_grades_for(passed, applicant, rules.vocational_others)
    already &= ~_facts_of(facts.exceptional_reasons, applicant)
    bits = np.where(already, int(Obstacle.ALREADY), 0)
    bits |= np.where(_facts_of(facts.newly_arrived, applicant), int(Obstacle.LANGUAGE_INTRODUCTION), 0)
    return bits.astype(np.int32)


def _ims_bits(passed: PassTable, facts: ApplicantFacts, applicant: Int32, rules: EligibilityRules) -> Int32:
    """SL 17:12: newly arrived without vocational eligibility; others for special reasons."""
    already = _has_grades_for(passed, applicant, rules.vocational_others)
    bits = np.where(_facts_of(facts.newly_arrived, applicant), 0, int(Obstacle.NOT_NEWLY_ARRIVED))
    bits |= np.where(already, int(Obstacle.ALREADY), 0)
    return np.where(_facts_of(facts.special_reasons, applicant), 0, bits).astype(np.int32)


def _facts_of(values: Bool | None, applicant: Int32) -> Bool:
    return np.zeros(applicant.size, dtype=np.bool_) if values is None else values[applicant]

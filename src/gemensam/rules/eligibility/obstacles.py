"""The obstacles to eligibility (SL 15:5–6, 16:30–33, 17:10–12) as bits, in the order they are told."""

from enum import IntFlag, auto
from typing import Final

from gemensam.rules import terms


class Obstacle(IntFlag):
    """One bit per obstacle; 0 = eligible. The order is the order of ELIGIBILITY_CODES."""

    AGE = auto()
    COMPLETED = auto()
    NOT_BY_CHOICE = auto()
    NOT_NEWLY_ARRIVED = auto()
    LANGUAGE_INTRODUCTION = auto()
    SWEDISH = auto()
    ENGLISH = auto()
    MATHS = auto()
    ENGLISH_OR_MATHS = auto()
    GEOGRAPHY = auto()
    HISTORY = auto()
    RELIGION = auto()
    CIVICS = auto()
    BIOLOGY = auto()
    PHYSICS = auto()
    CHEMISTRY = auto()
    SUBJECTS = auto()
    MEAN = auto()
    ALREADY = auto()


ELIGIBILITY_CODES: Final = (
    terms.ELIGIBILITY_AGE,
    terms.ELIGIBILITY_COMPLETED,
    terms.ELIGIBILITY_NOT_BY_CHOICE,
    terms.ELIGIBILITY_NOT_NEWLY_ARRIVED,
    terms.ELIGIBILITY_LANGUAGE_INTRODUCTION,
    terms.ELIGIBILITY_SWEDISH,
    "eligibility:EN",
    "eligibility:MA",
    terms.ELIGIBILITY_ENGLISH_OR_MATHS,
    "eligibility:GE",
    "eligibility:HI",
    "eligibility:RE",
    "eligibility:SH",
    "eligibility:BI",
    "eligibility:FY",
    "eligibility:KE",
    terms.ELIGIBILITY_SUBJECTS,
    terms.ELIGIBILITY_MEAN,
    terms.ELIGIBILITY_ALREADY,
)

SUBJECT_OBSTACLES: Final = {
    "GE": Obstacle.GEOGRAPHY,
    "HI": Obstacle.HISTORY,
    "RE": Obstacle.RELIGION,
    "SH": Obstacle.CIVICS,
    "BI": Obstacle.BIOLOGY,
    "FY": Obstacle.PHYSICS,
    "KE": Obstacle.CHEMISTRY,
}

# What is read from grades; without it: age, completed school and the form of the programme.
GRADE_OBSTACLES: Final = int(
    Obstacle.SWEDISH
    | Obstacle.ENGLISH
    | Obstacle.MATHS
    | Obstacle.ENGLISH_OR_MATHS
    | Obstacle.GEOGRAPHY
    | Obstacle.HISTORY
    | Obstacle.RELIGION
    | Obstacle.CIVICS
    | Obstacle.BIOLOGY
    | Obstacle.PHYSICS
    | Obstacle.CHEMISTRY
    | Obstacle.SUBJECTS
    | Obstacle.MEAN
    | Obstacle.ALREADY
)


def obstacle_codes(obstacles: int) -> tuple[str, ...]:
    """Reason codes of the set bits, in the order of ELIGIBILITY_CODES; empty = eligible."""
    return tuple(code for bit, code in enumerate(ELIGIBILITY_CODES) if obstacles >> bit & 1)

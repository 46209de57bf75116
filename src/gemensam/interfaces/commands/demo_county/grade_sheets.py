"""Grades as columns: one row per applicant, one column per compulsory subject, and three languages."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gemensam.interfaces.commands.demo_county.dice import Booleans, Floats, Integers

Marks = NDArray[np.int8]

COMPULSORY = (
    "BL",
    "EN",
    "HKK",
    "IDH",
    "MA",
    "MU",
    "BI",
    "FY",
    "KE",
    "GE",
    "HI",
    "RE",
    "SH",
    "SL",
    "SV",
    "TK",
)
EN, MA, SV = COMPULSORY.index("EN"), COMPULSORY.index("MA"), COMPULSORY.index("SV")
MARKS = "-FEDCBA"  # a mark's value is its position; NONE = the pupil has no such row
NONE, DASH, F, E, A = -1, 0, 1, 2, 6
OTHERS_NEEDED = 5  # besides Swedish, English and mathematics, for a vocational programme (Skollagen 16:30)
_POINTS = (0.0, 0.0, 10.0, 12.5, 15.0, 17.5, 20.0)

M2_LANGUAGES = ("SPA", "DEU", "FRA")
M2_WEIGHTS = (0.60, 0.27, 0.13)
HOME_LANGUAGES = ("ARA", "SOM", "TIR", "PRS", "UKR", "POL", "KUR", "FIN", "THA", "ENG")
HOME_LANGUAGE_WEIGHTS = (0.26, 0.18, 0.12, 0.11, 0.09, 0.06, 0.07, 0.03, 0.05, 0.03)


@dataclass(slots=True)
class Sheets:
    """Marks per applicant: the compulsory subjects in order, and three languages."""

    compulsory: Marks  # [n, 16]
    m2: Marks  # [n] modern language chosen as språkval
    m1: Marks  # [n] a second modern language
    mother_tongue: Marks  # [n]

    def copy(self) -> "Sheets":
        """The same marks, to be changed apart."""
        return Sheets(self.compulsory.copy(), self.m2.copy(), self.m1.copy(), self.mother_tongue.copy())


@dataclass(frozen=True, slots=True)
class GradeBook:
    """Everything about grades, one entry per applicant."""

    spring: Sheets
    autumn: Sheets
    sva: Booleans  # Swedish as a second language instead of Swedish
    m2_language: Integers
    m1_language: Integers
    mother_tongue: Integers
    reduced_timetable: Booleans
    block_no: Booleans  # one grade for biology, physics and chemistry together
    block_so: Booleans  # one grade for geography, history, religion and civics together


def vocational_eligible(marks: Marks) -> Booleans:
    """Who is eligible to a vocational programme: Swedish, English, mathematics and five other subjects
    passed.
    """
    passed = marks >= E
    core = passed[:, SV] & passed[:, EN] & passed[:, MA]
    return core & (passed.sum(axis=1) - 3 >= OTHERS_NEEDED)


def merit_estimate(sheets: Sheets) -> Floats:
    """A near-enough merit value for the wishes of pupils; the rules compute the real one."""
    points = np.array([*_POINTS, 0.0])  # the last for NONE, which is −1
    total = points[sheets.compulsory].sum(axis=1)
    return total + points[sheets.m2]

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

    @property
    def parts(self) -> tuple[Marks, ...]:
        """The four columns, to be changed in place."""
        return (self.compulsory, self.m2, self.m1, self.mother_tongue)


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


def other_passes(sheets: Sheets) -> Integers:
    """How many subjects besides Swedish, English and mathematics are passed; each language is one."""
    passed = (sheets.compulsory >= E).sum(axis=1) - sum(sheets.compulsory[:, n] >= E for n in (SV, EN, MA))
    languages = sum((marks >= E).astype(np.int64) for marks in (sheets.m2, sheets.m1, sheets.mother_tongue))
    return np.asarray(passed + languages, dtype=np.int64)


def lacking(sheets: Sheets) -> Integers:
    """How many passes are lacking for a vocational programme; 0 = eligible (Skollagen 16:30)."""
    core = sum((sheets.compulsory[:, n] < E).astype(np.int64) for n in (SV, EN, MA))
    return np.asarray(core + np.maximum(0, OTHERS_NEEDED - other_passes(sheets)), dtype=np.int64)


def merit_estimate(sheets: Sheets) -> Floats:
    """A near-enough merit value for the wishes of pupils; the rules compute the real one."""
    points = np.array([*_POINTS, 0.0])  # the last for NONE, which is −1
    total = points[sheets.compulsory].sum(axis=1)
    return total + points[sheets.m2]

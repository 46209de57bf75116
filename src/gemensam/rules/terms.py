"""Words shared by all rule families: subjects, grades, programmes, the exact number scale, reason codes.

Paragraph keys: SL = Skollagen (2010:800), GF = Gymnasieförordningen (2010:2039).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Int8 = NDArray[np.int8]
Int16 = NDArray[np.int16]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
UInt64 = NDArray[np.uint64]
Bool = NDArray[np.bool_]

# Integer units of one merit point. 720 720 = lcm(1..16) makes every scaling to 16 grades exact (GF 7:4),
# a million makes test points with six decimals exact; int64 holds up to 12 million merit points.
POINT_SCALE: Final = 720_720 * 1_000_000

# Points of one for whom merit is unknown (grades not comparable, GF 7:3): below every merit, never 0.
NO_MERIT: Final = -1


def to_units(value: Fraction) -> int:
    """Merit points as units of 1/POINT_SCALE. ValueError where the value is not a whole number of units."""
    units = value * POINT_SCALE
    if units.denominator != 1:
        raise ValueError(f"{value} points are not whole units")
    return units.numerator


# --- Subjects ---------------------------------------------------------------------------------------------
# Codes of the grade catalogue of the nine-year school. The order is the order in which reasons are listed.
SUBJECTS: Final = (
    "SV", "SVA", "EN", "MA",            # SL 16:30, 16:31: needed everywhere
    "GE", "HI", "RE", "SH",             # GF 7:1 p. 1
    "BI", "FY", "KE",                   # GF 7:1 p. 2
    "BL", "HKK", "IDH", "MU", "SL", "TK",
    "NO", "SO",                         # combined grades, SL 10:18
    "M1", "M2", "ML",                   # modern language: pupil's option, language choice; mother tongue
)  # fmt: skip
SUBJECT_INDEX: Final = {code: index for index, code in enumerate(SUBJECTS)}

# A combined grade stands for these subjects (SL 10:18).
BLOCKS: Final = {"NO": ("BI", "FY", "KE"), "SO": ("GE", "HI", "RE", "SH")}
LANGUAGE_SUBJECTS: Final = ("M1", "M2", "ML")  # a person may have several, told apart by the language code
SWEDISH: Final = ("SV", "SVA")  # one subject or the other; both graded count as one

# --- Grades -----------------------------------------------------------------------------------------------
# A–F since SFS 2011:2; "-" = no grade for want of basis (SL 10:18); G, VG, MVG = the scale before 2011; 1–10 = the
# scale proposed in SOU 2025:18. Which of them are grades in a round is for its rule set to say.
GRADES: Final = ("A", "B", "C", "D", "E", "F", "-", "G", "VG", "MVG", *map(str, range(1, 11)))
NO_GRADE: Final = "-"
GRADE_INDEX: Final = {grade: index for index, grade in enumerate(GRADES)}

# --- Roles of a grade ---------------------------------------------------------------------------------------
ROLES: Final = ("compulsory", "language_choice", "optional_language", "mother_tongue", "other")
ROLE_INDEX: Final = {role: index for index, role in enumerate(ROLES)}
# Which role a subject may be read in; the first is the one it has when nothing is said. M2 in the role
# "other" is a language that was dropped as språkval or stored as the extra one.
ROLES_OF_SUBJECT: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(SUBJECTS, ("compulsory", "other")),
    "M1": ("optional_language", "other"),
    "M2": ("language_choice", "other"),
    "ML": ("mother_tongue", "other"),
}

MAX_GRADES: Final = 40  # grades of one applicant (a combined grade as its subjects); more is a fault of input


@dataclass(frozen=True, slots=True)
class SubjectGrade:
    """One grade of one person, in the codes of SUBJECTS, GRADES and ROLES; `role` empty = by subject."""

    subject: str
    grade: str
    role: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class GradeColumns:
    """Grades of many applicants as columns of equal length n, sorted by applicant.

    One row per (applicant, subject, language), after the cut-off (rules.merit.effective_rows).
    applicant: int32[n], 0-based row of the applicant.
    subject, grade, role: int16[n], int8[n], int8[n], indexes into SUBJECTS, GRADES, ROLES.
    """

    applicant: Int32
    subject: Int16
    grade: Int8
    role: Int8

    def __post_init__(self) -> None:
        """Refuse columns of different length or rows that are not sorted by applicant (ValueError)."""
        sizes = {self.applicant.size, self.subject.size, self.grade.size, self.role.size}
        if len(sizes) != 1:
            raise ValueError("grade columns differ in length")
        if self.applicant.size and bool(np.any(self.applicant[1:] < self.applicant[:-1])):
            raise ValueError("grade rows must be sorted by applicant")


def in_subject_order(grades: Sequence[SubjectGrade]) -> tuple[SubjectGrade, ...]:
    """One person's grades in the order of SUBJECTS, then of language code.

    KeyError for an unknown subject, ValueError for two grades in one subject and language.
    """
    ordered = tuple(sorted(grades, key=lambda grade: (SUBJECT_INDEX[grade.subject], grade.language)))
    for one, next_one in pairwise(ordered):
        if (one.subject, one.language) == (next_one.subject, next_one.language):
            raise ValueError(f"two grades in {one.subject} {one.language}".rstrip())
    return ordered


def grade_columns(people: Sequence[Sequence[SubjectGrade]]) -> GradeColumns:
    """Put grades of persons into columns; person i becomes applicant i. Errors as in_subject_order."""
    rows = [
        (
            applicant,
            SUBJECT_INDEX[grade.subject],
            GRADE_INDEX[grade.grade],
            ROLE_INDEX[grade.role or ROLES_OF_SUBJECT[grade.subject][0]],
        )
        for applicant, grades in enumerate(people)
        for grade in in_subject_order(grades)
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
    return GradeColumns(
        applicant=table[:, 0].astype(np.int32),
        subject=table[:, 1].astype(np.int16),
        grade=table[:, 2].astype(np.int8),
        role=table[:, 3].astype(np.int8),
    )


# --- Programmes -------------------------------------------------------------------------------------------
ProgrammeKind = Literal["vocational", "higher_education", "introduction"]
VOCATIONAL: Final[ProgrammeKind] = "vocational"  # yrkesprogram, SL 16:3
HIGHER_EDUCATION: Final[ProgrammeKind] = "higher_education"  # högskoleförberedande program, SL 16:4
INTRODUCTION: Final[ProgrammeKind] = "introduction"  # introduktionsprogram, SL 17

SOCIAL_SUBJECTS: Final = ("GE", "HI", "RE", "SH")
NATURAL_SUBJECTS: Final = ("BI", "FY", "KE")


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that is applied to: its code, kind and the subjects that must be among the passed ones."""

    code: str
    kind: ProgrammeKind
    subjects: tuple[str, ...] = ()


# SL bilaga 1. Gy25 (education that starts after 30 June 2025) writes the same letters followed by 25.
_VOCATIONAL_LETTERS = ("BF", "BA", "EE", "FT", "FR", "FS", "HT", "IN", "NB", "RL", "VF", "VO")
_HIGHER_EDUCATION_LETTERS = ("EK", "ES", "HU", "NA", "SA", "TE")
_SPECIFIC_SUBJECTS = {
    "EK": SOCIAL_SUBJECTS, "HU": SOCIAL_SUBJECTS, "SA": SOCIAL_SUBJECTS,  # GF 7:1 p. 1
    "NA": NATURAL_SUBJECTS, "TE": NATURAL_SUBJECTS,                       # GF 7:1 p. 2
}  # fmt: skip
# Codes that do not follow the rule "letters + 25". Cutting off "25" would read FL25 as a florist and TA25
# as technology, so every code is written out: an unknown code is unknown, never guessed.
_OTHER_CODES: Final[dict[str, ProgrammeKind]] = {
    "HA": VOCATIONAL,                          # Handels- och administration, until FS (Gy25)
    "HV": VOCATIONAL,                          # Hantverk, ended with Gy25
    "FO": VOCATIONAL, "FI": VOCATIONAL, "GU": VOCATIONAL, "GL": VOCATIONAL, "DS": VOCATIONAL,  # its trades
    "FX": VOCATIONAL, "FL25": VOCATIONAL,      # flygteknik
    "MX": VOCATIONAL, "MA25": VOCATIONAL,      # marinteknik (not mathematics)
    "SX": VOCATIONAL, "SJ25": VOCATIONAL,      # sjöfart
    "TX": VOCATIONAL, "TA25": VOCATIONAL,      # tågteknik
    "UX": VOCATIONAL,                          # samiska näringar
    "YX": VOCATIONAL, "YR25": VOCATIONAL,      # yrkesdansare
    "IB001": HIGHER_EDUCATION,                 # International Baccalaureate
    "IMV": INTRODUCTION, "IMY": INTRODUCTION, "IMA": INTRODUCTION, "IMS": INTRODUCTION,  # SL 17:2–17:4
}  # fmt: skip

PROGRAMMES: Final[dict[str, Programme]] = {
    **{
        letters + series: Programme(letters + series, VOCATIONAL)
        for letters in _VOCATIONAL_LETTERS
        for series in ("", "25")
    },
    **{
        letters + series: Programme(letters + series, HIGHER_EDUCATION, _SPECIFIC_SUBJECTS.get(letters, ()))
        for letters in _HIGHER_EDUCATION_LETTERS
        for series in ("", "25")
    },
    **{code: Programme(code, kind) for code, kind in _OTHER_CODES.items()},
}


def programme_kind(code: str) -> ProgrammeKind | None:
    """Kind of the programme (SL 16:3–4, 17:2), or None for a code that is not in the table."""
    programme = PROGRAMMES.get(code)
    return programme.kind if programme else None


# --- Reason codes (round format: the step that decided comes first) ---------------------------------------
ELIGIBILITY_AGE: Final = "eligibility:age"  # SL 15:5: turns 20 or more in the year of admission
ELIGIBILITY_COMPLETED: Final = "eligibility:completed"  # SL 15:6: has completed upper-secondary school
ELIGIBILITY_NOT_BY_CHOICE: Final = "eligibility:not_by_choice"  # IMA, IMS are never applied to by rank
ELIGIBILITY_NOT_NEWLY_ARRIVED: Final = "eligibility:not_newly_arrived"  # SL 17:12
ELIGIBILITY_LANGUAGE_INTRODUCTION: Final = "eligibility:language_introduction"  # SL 17:11: IMS comes first
ELIGIBILITY_SWEDISH: Final = "eligibility:SV"  # neither Swedish nor Swedish as a second language passed
ELIGIBILITY_ENGLISH_OR_MATHS: Final = "eligibility:EN_MA"  # IMV: one of them is needed, SL 17:10
ELIGIBILITY_SUBJECTS: Final = "eligibility:subjects"  # too few other subjects passed
ELIGIBILITY_MEAN: Final = "eligibility:mean"  # the mean of all grades is too low, proposed in SOU 2025:18
ELIGIBILITY_ALREADY: Final = "eligibility:already"  # has what the introduction programme leads to
RECEPTION_SECOND_HAND_FULL: Final = "reception:second_hand_full"  # SL 16:47
LATE_BEHIND_IN_TIME: Final = "late:behind_in_time"
MERIT_BELOW: Final = "merit:below"  # GF 7:4
TIE_PREFIX: Final = "tie:"  # followed by the criterion
TEST_MISSING: Final = "test:missing"  # GF 7:5
QUOTA_FULL: Final = "quota:full"  # merit unknown, and the seats of the free quota went to others, GF 7:3
QUOTA_NOT_APPROVED: Final = "quota:not_approved"  # GF 7:3
OFFERING_CANCELLED: Final = "offering:cancelled"
CHOICE_HIGHER_ADMITTED: Final = "choice:higher_admitted"
PROGRAMME_UNKNOWN: Final = "programme:unknown"  # for the caller: a fault of input, not a decision

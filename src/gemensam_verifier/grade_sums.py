"""Standing of an ordinary applicant by one addition, for the speed of a whole country.

Each grade is one integer with a field per thing that is added up, so that summing the integers sums all fields
at once. Where adding is not the whole rule (more than 16 grades, two language choices, block grades, both
Swedish subjects, a reduced timetable) `standing_of_sum` says None and the rule itself is applied.
"""

from struct import Struct

from gemensam_verifier import programmes as p
from gemensam_verifier.grades import (
    COUNTED,
    ENGLISH_SWEDISH_SOCIAL,
    HALF_POINT,
    MATHS_SCIENCE,
    SWEDISH,
    Grade,
    Standing,
    mean_points,
)

WIDTH = 16  # bits of a field: 40 grades of 40 half points each stay far below
FIELDS = Struct("<11H")
ALL_FIELDS = 8 * FIELDS.size  # above them, for each subject and language, how often it occurs
FIELDS_ALONE = (1 << ALL_FIELDS) - 1
BLOCKS = frozenset({"NO", "SO"})
TWICE_POSSIBLE = frozenset({"M1", "M2", "ML"})  # subjects that one may have in several languages


def packed(grade: Grade, *, language: str) -> int:
    """The fields of one grade, see standing_of_sum."""
    special = grade.subject in BLOCKS or bool(language and grade.subject not in TWICE_POSSIBLE)
    value, units = grade.value, grade.units
    fields = (
        grade.passed,
        grade.other,
        special,
        grade.subject in SWEDISH,
        grade.bonus,
        0 if grade.bonus else units,
        units,
        value,
        value * (grade.subject in MATHS_SCIENCE),
        value * (grade.subject in ENGLISH_SWEDISH_SOCIAL),
        value * (grade.subject in SWEDISH),
    )
    return sum(int(field) << WIDTH * place for place, field in enumerate(fields))


def once(number: int) -> int:
    """One grade in a subject and language of this number, to be added to what `packed` gives."""
    return 1 << ALL_FIELDS + 8 * number


def repeated(total: int, subjects: int) -> bool:
    """Whether a subject and language occurs twice among at most 40 grades. subjects: how many there are."""
    return bool(total >> ALL_FIELDS & int.from_bytes(b"\xfe" * subjects, "little"))


def standing_of_sum(total: int) -> Standing | None:
    """The standing of grades whose packed integers add up to `total`; None if the rule must be applied.

    Without two Swedish subjects and blocks every pass bit occurs once, so that their sum is their union; and of
    at most 16 grades and one language choice all count, so that the merit is the sum.
    """
    passed, others, special, swedish_rows, bonuses, counted, units, value, *sums = FIELDS.unpack(
        (total & FIELDS_ALONE).to_bytes(FIELDS.size, "little")
    )
    if special or swedish_rows > 1 or bonuses > 1 or counted > COUNTED:
        return None
    mean = mean_points(value, units)
    return Standing(
        value * HALF_POINT,
        passed,
        others + (passed & p.OTHERS_AMONG_BITS).bit_count(),
        (units, *sums, mean),
        mean,
    )

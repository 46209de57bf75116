"""Files and columns of the open round format, as data."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from gemensam.rules.terms import GRADES, ROLES, SUBJECTS


class Kind(Enum):
    """What a column may hold."""

    ID = auto()  # opaque text without white space
    APPLICANT_ID = auto()  # an id that must not be a personal identity number
    REFERENCE = auto()  # an id that stands in another table; what it may look like is checked there
    LANGUAGE = auto()
    WHOLE_NUMBER = auto()
    POINTS = auto()
    BOOLEAN = auto()
    CODE = auto()  # one of `allowed`
    MUNICIPALITY = auto()
    SCHOOL_UNIT = auto()
    PROGRAMME = auto()
    STUDY_PATH = auto()
    MOMENT = auto()
    RANKING = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `default` stands for an empty field and for a column that is missing; None = needed."""

    name: str
    kind: Kind
    default: str | None = None
    allowed: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 999_999_999


ROUND_FILE: Final = "round.toml"
OFFERINGS: Final = "offerings.csv"
AREAS: Final = "areas.csv"
APPLICANTS: Final = "applicants.csv"
GRADES_FILE: Final = "grades.csv"
CHOICES: Final = "choices.csv"
HELD: Final = "held.csv"

TABLES: Final[dict[str, tuple[Column, ...]]] = {
    OFFERINGS: (
        Column("offering_id", Kind.ID),
        Column("provider_id", Kind.ID),
        Column("provider_kind", Kind.CODE, allowed=("public", "independent")),
        Column("municipality", Kind.MUNICIPALITY, ""),
        Column("school_unit", Kind.SCHOOL_UNIT, ""),
        Column("programme", Kind.PROGRAMME),
        Column("study_path", Kind.STUDY_PATH, ""),
        Column("base_programme", Kind.PROGRAMME, ""),
        Column("seats", Kind.WHOLE_NUMBER),
        Column("free_quota_seats", Kind.WHOLE_NUMBER, "0"),
        Column("test_seats", Kind.WHOLE_NUMBER, "0"),
        Column("skill_test", Kind.CODE, "none", allowed=("none", "adds", "required")),
        Column("pool", Kind.ID, ""),
        Column("pool_seats", Kind.WHOLE_NUMBER, ""),
        Column("pool_order", Kind.WHOLE_NUMBER, "", minimum=1),
        Column("national_intake", Kind.BOOLEAN, "no"),
        Column("ranking", Kind.RANKING, "default"),
        Column("cancelled", Kind.BOOLEAN, "no"),
    ),
    AREAS: (
        Column("provider_id", Kind.REFERENCE),
        Column("municipality", Kind.MUNICIPALITY),
    ),
    APPLICANTS: (
        Column("applicant_id", Kind.APPLICANT_ID),
        Column("birth_year", Kind.WHOLE_NUMBER, minimum=1900, maximum=2200),
        Column("home_municipality", Kind.MUNICIPALITY, ""),
        Column("completed_upper_secondary", Kind.BOOLEAN, "no"),
        Column("comparable_grades", Kind.BOOLEAN, "yes"),
        Column("lives_in_area_of", Kind.MUNICIPALITY, ""),
        Column("reduced_timetable", Kind.BOOLEAN, "no"),
    ),
    GRADES_FILE: (
        Column("applicant_id", Kind.REFERENCE),
        Column("subject", Kind.CODE, allowed=SUBJECTS),
        Column("language", Kind.LANGUAGE, ""),
        Column("grade", Kind.CODE, allowed=GRADES),
        Column("role", Kind.CODE, allowed=ROLES),
        Column("registered_at", Kind.MOMENT, ""),
    ),
    CHOICES: (
        Column("applicant_id", Kind.REFERENCE),
        Column("rank", Kind.WHOLE_NUMBER, minimum=1, maximum=9999),
        Column("offering_id", Kind.REFERENCE),
        Column("late", Kind.BOOLEAN, "no"),
        Column("free_quota", Kind.BOOLEAN, "no"),
        Column("test_points", Kind.POINTS, ""),
        Column("test_passed", Kind.BOOLEAN, "no"),
        Column("reception", Kind.CODE, "", allowed=("first_hand", "second_hand")),
        Column("english_exemption", Kind.BOOLEAN, "no"),
    ),
    HELD: (
        Column("applicant_id", Kind.REFERENCE),
        Column("offering_id", Kind.REFERENCE),
        Column("keep_reserve", Kind.BOOLEAN, "no"),
    ),
}

# Columns of the two long tables with far fewer texts than rows: each text is looked at once, not once per row.
REPEATING: Final[dict[str, frozenset[str]]] = {
    name: frozenset(column.name for column in TABLES[name] if column.name != "applicant_id")
    for name in (GRADES_FILE, CHOICES)
}

# A column that must be there although its fields may be empty.
MUST_BE_THERE: Final = frozenset({(APPLICANTS, "home_municipality")})

INPUT_FILES: Final = (ROUND_FILE, *TABLES)
OPTIONAL_FILES: Final = frozenset({HELD})

# round.toml
ROUND_KINDS: Final = ("preliminary", "final", "reserve")
DEFAULT_RANKING: Final = "default"

# Output
PLACEMENTS: Final = "placements.csv"
CUTOFFS: Final = "cutoffs.csv"
SUMMARY: Final = "summary.json"
TIMING: Final = "timing.json"
MANIFEST: Final = "manifest.json"
OUTPUT_FILES: Final = (PLACEMENTS, CUTOFFS, SUMMARY, TIMING, MANIFEST)
PLACEMENT_COLUMNS: Final = (
    "applicant_id",
    "rank",
    "offering_id",
    "status",
    "seat_kind",
    "reserve_position",
    "reason",
    "merit",
    "sort_key",
)
CUTOFF_COLUMNS: Final = (
    "offering_id",
    "seats",
    "eligible",
    "first_hand_first_choice",
    "admitted",
    "admitted_free_quota",
    "admitted_test",
    "admitted_second_hand",
    "lowest_merit",
    "median_merit",
    "mean_merit",
    "tie_at_cutoff",
    "reserves",
    "vacant",
)

"""Random rounds that use every part of the format, for tests that compare whole results. All people are made up."""

import random
from dataclasses import dataclass, field

SUBJECTS = ["BL", "EN", "HKK", "IDH", "MA", "MU", "BI", "FY", "KE", "GE", "HI", "RE", "SH", "SL", "SV", "TK"]
MUNICIPALITIES = ("2280", "2281", "2282", "0180")
PROGRAMMES = ("NA25", "SA25", "ES25", "BA25", "VO25", "EK25")
RANKINGS = {
    "default": ["choice_rank", "grade_value", "grade_count", "lottery"],
    "science": ["maths_science", "choice_rank", "comparison_value", "lottery"],
    "words": ["english_swedish_social", "swedish", "choice_rank", "lottery"],
    "lots": ["lottery"],
    "count": ["grade_count", "choice_rank"],
}
OFFERING_COLUMNS = (
    "offering_id", "provider_id", "provider_kind", "municipality", "programme", "base_programme", "seats",
    "free_quota_seats", "test_seats", "skill_test", "pool", "pool_seats", "pool_order", "national_intake",
    "ranking", "cancelled",
)  # fmt: skip
APPLICANT_COLUMNS = (
    "applicant_id", "birth_year", "home_municipality", "completed_upper_secondary", "comparable_grades",
    "lives_in_area_of", "reduced_timetable",
)  # fmt: skip
GRADE_COLUMNS = ("applicant_id", "subject", "language", "grade", "role", "registered_at")
CHOICE_COLUMNS = (
    "applicant_id", "rank", "offering_id", "late", "free_quota", "test_points", "test_passed", "reception",
    "english_exemption",
)  # fmt: skip

Rows = list[tuple[str, ...]]


@dataclass
class RandomRound:
    """Settings and tables as write_round takes them."""

    settings: dict[str, object]
    tables: dict[str, tuple[tuple[str, ...], Rows]] = field(default_factory=dict)


def random_round(seed: int, applicants: int = 30, offerings: int = 6, *, held: bool = False) -> RandomRound:
    """A round decided by the seed alone. `held`: a reserve round in which some hold a place."""
    dice = random.Random(seed)
    supply = _offerings(dice, offerings, seats=max(1, applicants // offerings))
    people = [f"p{number:03d}" for number in dice.sample(range(1000), applicants)]
    choices = _choices(dice, people, supply)
    tables = {
        "offerings.csv": (OFFERING_COLUMNS, supply),
        "areas.csv": (("provider_id", "municipality"), _areas(dice, supply)),
        "applicants.csv": (APPLICANT_COLUMNS, [_applicant(dice, person) for person in people]),
        "grades.csv": (GRADE_COLUMNS, [row for person in people for row in _grades(dice, person)]),
        "choices.csv": (CHOICE_COLUMNS, choices),
    }
    if held:
        cancelled = {row[0] for row in supply if row[-1] == "yes"}
        tables["held.csv"] = (
            ("applicant_id", "offering_id", "keep_reserve"),
            _held(dice, choices, cancelled),
        )
    settings: dict[str, object] = {
        "year": 2026,
        "kind": "reserve" if held else "final",
        "rules": "se-2026",
        "grade_cutoff": "2026-06-23T16:00:00+02:00",
        "lottery_seed": f"{dice.getrandbits(256):064x}",
        "ranking": {name: {"order": order} for name, order in RANKINGS.items()},
        "merit": {"block_grades": dice.choice(["weighted", "single"])},
    }
    return RandomRound(settings, tables)


def _yes(dice: random.Random, chance: float) -> str:
    return "yes" if dice.random() < chance else "no"


def _offerings(dice: random.Random, number: int, seats: int) -> Rows:
    rows: Rows = []
    pool = ("", "", "")
    pool_seats = str(dice.randint(0, 2 * seats))
    for index in range(number):
        own = dice.randint(0, 2 * seats)
        quota = dice.randint(0, own) if dice.random() < 0.4 else 0
        adds = dice.random() < 0.3
        tests = dice.randint(0, own - quota) if adds and dice.random() < 0.7 else 0
        skill_test = "adds" if adds else dice.choice(["none", "none", "required"])
        pool = ("kassa", pool_seats, str(dice.randint(1, 2))) if dice.random() < 0.3 else ("", "", "")
        programme = dice.choice([*PROGRAMMES, "IMV", "IMY"])
        provider = dice.choice(["K1", "K2", "F1"])
        rows.append((
            f"u{index}", provider, "independent" if provider == "F1" else "public", "2281", programme,
            dice.choice(PROGRAMMES) if programme == "IMV" else "", str(own), str(quota), str(tests), skill_test,
            *pool, _yes(dice, 0.1), dice.choice([*RANKINGS, ""]), _yes(dice, 0.05),
        ))  # fmt: skip
    return rows


def _areas(dice: random.Random, supply: Rows) -> Rows:
    providers = sorted({row[1] for row in supply})
    return [(one, place) for one in providers for place in MUNICIPALITIES if dice.random() < 0.6]


def _applicant(dice: random.Random, person: str) -> tuple[str, ...]:
    return (
        person,
        dice.choice(["2010"] * 12 + ["2009", "2007", "2006"]),
        dice.choice(MUNICIPALITIES),
        _yes(dice, 0.03),
        dice.choice(["", "yes", "yes", "yes", "yes", "no"]),
        dice.choice(["", "", "", *MUNICIPALITIES]),
        _yes(dice, 0.1),
    )


def _grades(dice: random.Random, person: str) -> Rows:
    level = dice.choice(["AB", "ABC", "CDE", "DEF", "EEEEF-", "CG", "EVM"])
    names = {"G": "G", "V": "VG", "M": "MVG"}
    rows: Rows = []

    def add(subject: str, role: str, language: str = "") -> None:
        for moment in dice.sample(MOMENTS, dice.choice([1, 1, 1, 1, 2, 3])):
            grade = dice.choice(level)
            rows.append((person, subject, language, names.get(grade, grade), role, moment))

    for subject in SUBJECTS:
        if dice.random() < 0.97:
            add("SVA" if subject == "SV" and dice.random() < 0.2 else subject, "compulsory")
    for subject, role, chance in (
        ("M2", "language_choice", 0.6), ("M2", "other", 0.1), ("M1", "optional_language", 0.1),
        ("ML", "mother_tongue", 0.1), ("NO", "compulsory", 0.05), ("SO", "compulsory", 0.05),
    ):  # fmt: skip
        if dice.random() < chance:
            add(subject, role, {"language_choice": "SPA", "other": "DEU"}.get(role, ""))
    return rows


MOMENTS = (
    "",
    "2026-01-10T08:00:00Z",
    "2026-06-23T16:00:00+02:00",
    "2026-06-23T14:00:01Z",
    "2026-07-01T12:00:00.5+02:00",
)


def _choices(dice: random.Random, people: list[str], supply: Rows) -> Rows:
    rows: Rows = []
    for person in people:
        wanted = dice.sample([row[0] for row in supply], dice.randint(0, len(supply)))
        for rank, offering in enumerate(wanted, start=1):
            rows.append((
                person, str(rank), offering, _yes(dice, 0.1), _yes(dice, 0.2),
                dice.choice(["", "0", "12.5", "40", "40.000001"]), _yes(dice, 0.5),
                dice.choice(["", "", "", "first_hand", "second_hand"]), _yes(dice, 0.1),
            ))  # fmt: skip
    return rows


def _held(dice: random.Random, choices: Rows, cancelled: set[str]) -> Rows:
    held: dict[str, tuple[str, ...]] = {}
    for row in choices:
        if row[2] not in cancelled and dice.random() < 0.15:
            held[row[0]] = (row[0], row[2], _yes(dice, 0.6))
    return list(held.values())

"""Random small rounds with every feature of the format, from a seed."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

COLUMNS = {
    "offerings.csv": (
        "offering_id,provider_id,provider_kind,municipality,school_unit,programme,study_path,base_programme,seats,"
        "free_quota_seats,test_seats,skill_test,pool,pool_seats,pool_order,national_intake,ranking,cancelled"
    ),
    "areas.csv": "provider_id,municipality",
    "applicants.csv": (
        "applicant_id,birth_year,home_municipality,completed_upper_secondary,comparable_grades,lives_in_area_of,"
        "reduced_timetable"
    ),
    "grades.csv": "applicant_id,subject,language,grade,role,registered_at",
    "choices.csv": (
        "applicant_id,rank,offering_id,late,free_quota,test_points,test_passed,reception,english_exemption"
    ),
    "held.csv": "applicant_id,offering_id,keep_reserve",
}
HOMES = ("2281", "2280", "2284")
SEED = "5e" * 32
SUBJECTS = ["BL", "EN", "HKK", "IDH", "MA", "MU", "BI", "FY", "KE", "GE", "HI", "RE", "SH", "SL", "SV", "TK"]
PROVIDERS = (
    {"provider_id": "P1", "provider_kind": "public"},
    {"provider_id": "P2", "provider_kind": "public"},
    {"provider_id": "FRI", "provider_kind": "independent"},
)
PROGRAMMES = (
    *("BA25", "VO25", "EE", "BF25", "EK25", "HU25", "SA", "NA25", "TE25", "ES25", "IMV", "IMV", "IMY"),
    *("FL25", "TA25", "YR25", "DS", "IB001", "IMA"),
)
RANKINGS = (
    ("choice_rank", "grade_value", "grade_count", "lottery"),
    ("lottery",),
    ("choice_rank", "comparison_value", "lottery"),
    ("maths_science", "choice_rank", "comparison_value", "lottery"),
    ("english_swedish_social", "choice_rank", "lottery"),
    ("swedish", "grade_count"),
)
CUTOFF = "2027-06-23T16:00:00+02:00"
SPRING, LATER = "2027-06-15T12:00:00+02:00", "2027-06-23T16:00:01+02:00"

Rows = list[dict[str, str]]


class MarketWriter:
    """Collects the tables of a round and writes its folder."""

    def __init__(self, *, kind: str = "final", cutoff: str = CUTOFF, blocks: str = "weighted") -> None:
        self.kind = kind
        self.cutoff = cutoff
        self.blocks = blocks
        self.rankings: dict[str, Sequence[str]] = {}
        self.tables: dict[str, Rows] = {name: [] for name in COLUMNS}

    def add(self, file: str, **cells: object) -> None:
        self.tables[file].append({name: str(cell) for name, cell in cells.items()})

    def offering(self, name: str, seats: int, **cells: object) -> None:
        about = {
            "provider_id": "FRI",
            "provider_kind": "independent",
            "municipality": "2281",
            "programme": "BA25",
        }
        self.add("offerings.csv", **({"offering_id": name, "seats": seats} | about | cells))

    def applicant(self, name: str, grades: str = "E" * 16, **cells: object) -> None:
        """grades: one letter per compulsory subject, a blank for none."""
        about = {"birth_year": 2011, "home_municipality": "2281"}
        self.add("applicants.csv", **({"applicant_id": name} | about | cells))
        for subject, grade in zip(SUBJECTS, grades, strict=True):
            if grade != " ":
                self.grade(name, subject, grade)

    def grade(self, name: str, subject: str, grade: str, role: str = "compulsory", **cells: object) -> None:
        self.add(
            "grades.csv",
            **(
                {
                    "applicant_id": name,
                    "subject": subject,
                    "grade": grade,
                    "role": role,
                    "registered_at": SPRING,
                }
                | cells
            ),
        )

    def choose(self, name: str, *offerings: str, **cells: object) -> None:
        """Choices in order; cells are given to all of them."""
        start = sum(row["applicant_id"] == name for row in self.tables["choices.csv"])
        for rank, offering in enumerate(offerings, start=start + 1):
            self.add("choices.csv", applicant_id=name, rank=rank, offering_id=offering, **cells)

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        lines = [
            "year = 2027",
            f'kind = "{self.kind}"',
            'rules = "se-2026"',
            f'lottery_seed = "{SEED}"',
            f"grade_cutoff = {self.cutoff}",
            f'[merit]\nblock_grades = "{self.blocks}"',
            *(
                f"[ranking.{name}]\norder = {list(order)!r}".replace("'", '"')
                for name, order in self.rankings.items()
            ),
        ]
        (folder / "round.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for file, header in COLUMNS.items():
            if file == "held.csv" and self.kind != "reserve":
                continue
            with (folder / file).open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, header.split(","), restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.tables[file])
        return folder


def random_market(seed: int, *, applicants: int = 0) -> MarketWriter:
    """A round that may hold anything that the format allows."""
    dice = random.Random(seed)
    market = MarketWriter(
        kind=dice.choice(["final", "preliminary", "reserve", "reserve"]),
        blocks=dice.choice(["weighted", "single"]),
    )
    for number, order in enumerate(dice.sample(RANKINGS, 3)):
        market.rankings[f"rule{number}"] = order
    names = [f"O{number:02d}" for number in range(dice.randint(2, 6))]
    pools = {f"pool{number}": dice.randint(1, 4) for number in range(2)}
    for name in names:
        random_offering(market, dice, name, pools)
    for provider in sorted({row["provider_id"] for row in market.tables["offerings.csv"]} - {"FRI"}):
        for home in HOMES:
            if dice.random() < 0.5:
                market.add("areas.csv", provider_id=provider, municipality=home)
    for number in range(applicants or dice.randint(2, 9)):
        random_applicant(market, dice, f"A{number:03d}", names)
    dice.shuffle(market.tables["grades.csv"])
    dice.shuffle(market.tables["choices.csv"])
    return market


def random_offering(market: MarketWriter, dice: random.Random, name: str, pools: dict[str, int]) -> None:
    seats = dice.choice([0, 1, 1, 1, 2, 2, 3])
    cells: dict[str, object] = {
        **dice.choice(PROVIDERS),
        "programme": dice.choice(PROGRAMMES),
        "ranking": dice.choice(["", "rule0", "rule1", "rule2"]),
        "skill_test": dice.choice(["", "none", "none", "adds", "adds", "required"]),
        "free_quota_seats": (quota := dice.choice([0, 0, min(1, seats), min(2, seats)])),
        "test_seats": dice.choice(["", 0, min(1, seats - quota), min(2, seats - quota)]),
        "national_intake": dice.choice(["", "no", "no", "yes"]),
        "cancelled": "yes" if dice.random() < 0.05 else "",
    }
    if cells["programme"] in {"IMV", "IMY"}:
        cells["base_programme"] = dice.choice(["BA25", "EK25"])
    if dice.random() < 0.4:
        pool = dice.choice(sorted(pools))
        cells |= {"pool": pool, "pool_seats": pools[pool], "pool_order": dice.randint(1, 2)}
    market.offering(name, seats, **cells)


def random_applicant(market: MarketWriter, dice: random.Random, name: str, offerings: list[str]) -> None:
    alike = dice.random() < 0.5  # many equals, so that ties have to be broken
    level = dice.choice("CD") if alike else dice.choice(["A", "C", "CD", "CDE", "EEEF", "EEEEF-"])
    cells = {
        "birth_year": dice.choice([2011] * 8 + [2008, 2007]),
        "home_municipality": dice.choice(HOMES),
        "completed_upper_secondary": "yes" if dice.random() < 0.04 else "",
        "comparable_grades": "no" if dice.random() < 0.12 else "",
        "lives_in_area_of": dice.choice(HOMES) if dice.random() < 0.1 else "",
        "reduced_timetable": "yes" if dice.random() < 0.1 else "",
    }
    grades = "".join(dice.choice(level) if alike or dice.random() < 0.97 else " " for _ in SUBJECTS)
    market.applicant(name, grades, **cells)
    if not alike:
        random_extra_grades(market, dice, name)
    chosen = dice.sample(offerings, dice.randint(1, min(5, len(offerings))))
    for offering in chosen:
        market.choose(
            name,
            offering,
            late="yes" if dice.random() < 0.2 else "",
            free_quota="yes" if dice.random() < 0.25 else "",
            test_points=dice.choice(["", "0", "5", "5", "5", "12.5", "40"]),
            test_passed=dice.choice(["yes", "yes", "no", ""]),
            reception=dice.choice(["", "", "", "first_hand", "second_hand"]),
            english_exemption="yes" if dice.random() < 0.1 else "",
        )
    cancelled = {row["offering_id"] for row in market.tables["offerings.csv"] if row["cancelled"] == "yes"}
    chosen = [offering for offering in chosen if offering not in cancelled]
    if chosen and market.kind == "reserve" and dice.random() < 0.25:
        market.add(
            "held.csv",
            applicant_id=name,
            offering_id=dice.choice(chosen),
            keep_reserve=dice.choice(["yes", "no", ""]),
        )


def random_extra_grades(market: MarketWriter, dice: random.Random, name: str) -> None:
    """Languages, Swedish as a second language, old grades, block grades, corrections, grades too late."""
    if dice.random() < 0.6:
        market.grade(name, "M2", dice.choice("ABCDEF-"), "language_choice", language="ES")
    if dice.random() < 0.1:
        market.grade(name, "M2", dice.choice("ACE"), "language_choice", language="DE")
    if dice.random() < 0.2:
        market.grade(name, "M1", dice.choice("ACE"), "optional_language", language="FR")
    if dice.random() < 0.2:
        market.grade(name, "ML", dice.choice("ACE"), "mother_tongue", language="FI")
    if dice.random() < 0.15:
        market.grade(name, "SVA", dice.choice("ACEF"))
    if dice.random() < 0.15:
        market.grade(
            name, "MA", dice.choice("ABCDE"), registered_at=dice.choice(["2027-06-20T08:00:00Z", LATER])
        )
    for block, parts in (("NO", {"BI", "FY", "KE"}), ("SO", {"GE", "HI", "RE", "SH"})):
        if dice.random() < 0.15:
            rows = market.tables["grades.csv"]
            kept = [row for row in rows if row["applicant_id"] != name or row["subject"] not in parts]
            market.tables["grades.csv"] = kept
            market.grade(name, block, dice.choice(["A", "C", "F", "-", "VG", "G"]))
    if dice.random() < 0.1:
        market.grade(name, "EN", dice.choice("ACF-"), registered_at="")
    if dice.random() < 0.1:
        market.grade(name, "BI", dice.choice("ACF-"), registered_at="2027-06-23T16:00:00+02:00")

"""A slow, direct reading of the round format, as a second opinion on small markets.

It places applicants by deferred acceptance exactly as the format's text says, with fractions and text, and
writes the result files. It shares nothing with the program that runs rounds, and nothing with the verifier.
"""

import csv
import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path

POINTS = {
    "A": "20",
    "B": "17.5",
    "C": "15",
    "D": "12.5",
    "E": "10",
    "F": "0",
    "MVG": "20",
    "VG": "15",
    "G": "10",
}
PASSES = frozenset(POINTS) - {"F"}
VOCATIONAL = {"BA", "BF", "EE", "FR", "FS", "FT", "HT", "IN", "NB", "RL", "VF", "VO", "FL", "TA", "YR", "DS"}
BLOCKS = {"NO": ("BI", "FY", "KE"), "SO": ("GE", "HI", "RE", "SH")}
SOCIAL, SCIENCE = {"GE", "HI", "RE", "SH"}, {"BI", "FY", "KE"}
DEFAULT = ["choice_rank", "grade_value", "grade_count", "lottery"]


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """All rows of a CSV file as dictionaries; nothing when the file is not there."""
    path = folder / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(eq=False)
class Choice:
    """One choice and everything that decides it."""

    applicant: str
    rank: int
    offering: str
    row: dict[str, str]
    merit: Fraction | None
    why_not: list[str]
    key: tuple = ()
    held: bool = False
    outside: bool = False

    @property
    def approved(self) -> bool:
        return self.row.get("free_quota") == "yes"


@dataclass
class World:
    """The round's tables and what has been worked out from them."""

    settings: dict
    offerings: dict[str, dict[str, str]]
    applicants: dict[str, dict[str, str]]
    grades: dict[str, list[dict[str, str]]]
    areas: set[tuple[str, str]]
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    place: dict[str, Choice] = field(default_factory=dict)
    kind: dict[tuple[str, int], str] = field(default_factory=dict)


def number(text: str) -> int:
    return int(text or 0)


def counting_grades(folder: Path, settings: dict) -> dict[str, list[dict[str, str]]]:
    """Per applicant the grades that count: before the cut-off, the latest of each subject and language."""
    cutoff = settings.get("grade_cutoff")
    rows = table(folder, "grades.csv")
    if cutoff is not None:
        limit = datetime.fromisoformat(str(cutoff))
        rows = [row for row in rows if when(row) <= limit]
    latest: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in rows:
        key = (row["applicant_id"], row["subject"], row.get("language", ""))
        old = latest.get(key)
        if old is None or when(old) < when(row):
            latest[key] = row
    found: dict[str, list[dict[str, str]]] = {}
    for (applicant, _, _), row in latest.items():
        found.setdefault(applicant, []).append(row)
    return found


def when(row: dict[str, str]) -> datetime:
    """Moment of registration; without one it is before all others."""
    return datetime.fromisoformat(row["registered_at"] or "0001-01-02T00:00:00Z")


def value(row: dict[str, str]) -> Fraction:
    return Fraction(POINTS.get(row["grade"], "0"))


def spread(grades: list[dict[str, str]], weighted: bool) -> list[dict[str, str]]:
    """The grades one by one: the better of Sv and Sva, block grades as often as they count."""
    swedish = [row for row in grades if row["subject"] in {"SV", "SVA"}]
    best = max(swedish, key=lambda row: (value(row), row["grade"] != "-"), default=None)
    units = []
    for row in grades:
        if row["subject"] in {"SV", "SVA"} and row is not best:
            continue
        units += [row] * (len(BLOCKS.get(row["subject"], "x")) if weighted else 1)
    return units


def merit(units: list[dict[str, str]], reduced: bool) -> Fraction:
    """The best 16 and the language choice."""
    languages = [row for row in units if row["role"] == "language_choice"]
    bonus = max(languages, key=value, default=None)
    rest = [row for row in units if row is not bonus]
    best = sorted(map(value, rest), reverse=True)[:16]
    total = sum(best, Fraction(0))
    graded = sum(row["grade"] != "-" for row in rest)
    if reduced and 0 < graded < 16:
        total = total * 16 / graded
    return total + (value(bonus) if bonus else 0)


def criteria(units: list[dict[str, str]], value_of_merit: Fraction | None) -> dict[str, Fraction]:
    """Ranking values of an applicant, higher first."""
    graded = [row for row in units if row["grade"] != "-"]

    def points(*subjects: str) -> Fraction:
        return sum((value(row) for row in units if row["subject"] in subjects), Fraction(0))

    return {
        "grade_value": value_of_merit or Fraction(0),
        "grade_count": Fraction(len(graded)),
        "maths_science": points("MA", "BI", "FY", "KE", "NO"),
        "english_swedish_social": points("EN", "SV", "SVA", "GE", "HI", "RE", "SH", "SO"),
        "swedish": points("SV", "SVA"),
        "comparison_value": sum(map(value, graded), Fraction(0)) / len(graded) if graded else Fraction(0),
    }


def obstacles(programme: str, base: str, grades: list[dict[str, str]], exempt: bool) -> list[str]:
    """What is missing for a programme."""
    passed = {(row["subject"], row.get("language", "")) for row in grades if row["grade"] in PASSES}
    names = {subject for subject, _ in passed}
    for block, parts in BLOCKS.items():
        if block in names:
            passed = {item for item in passed if item[0] != block} | {(part, "") for part in parts}
    names = {subject for subject, _ in passed}
    others = len({item for item in passed if item[0] not in {"SV", "SVA", "EN", "MA"}})
    swedish, english, maths = bool(names & {"SV", "SVA"}), "EN" in names, "MA" in names
    if programme in {"IMA", "IMS"}:
        return ["not_by_choice"]
    if programme in {"IMV", "IMY"}:
        return introduction_obstacles(programme, base, grades, (swedish, english, maths), others)
    missing = ["SV"] * (not swedish) + ["EN"] * (not english and not exempt) + ["MA"] * (not maths)
    letters = programme.removesuffix("25")
    named = SOCIAL if letters in {"EK", "HU", "SA"} else SCIENCE if letters in {"NA", "TE"} else set()
    missing += [subject for block in ("SO", "NO") for subject in BLOCKS[block] if subject in named - names]
    if others < (5 if letters in VOCATIONAL else 9):
        missing.append("subjects")
    return missing


def introduction_obstacles(
    programme: str, base: str, grades: list[dict[str, str]], core: tuple[bool, bool, bool], others: int
) -> list[str]:
    """IMV and IMY are for those who are not eligible for what they lead to."""
    if not obstacles(base if programme == "IMV" else "BA", "", grades, False):
        return ["already"]
    if programme == "IMY":
        return []
    swedish, english, maths = core
    enough = others >= (3 if english and maths else 4)
    return ["SV"] * (not swedish) + ["EN_MA"] * (not english and not maths) + ["subjects"] * (not enough)


def read(folder: Path) -> World:
    """All files of a round, with merit, eligibility and the order of every choice."""
    settings = tomllib.loads((folder / "round.toml").read_text(encoding="utf-8"))
    world = World(
        settings=settings,
        offerings={row["offering_id"]: row for row in table(folder, "offerings.csv")},
        applicants={row["applicant_id"]: row for row in table(folder, "applicants.csv")},
        grades=counting_grades(folder, settings),
        areas={(row["provider_id"], row["municipality"]) for row in table(folder, "areas.csv")},
    )
    weighted = settings.get("merit", {}).get("block_grades", "weighted") == "weighted"
    rows = sorted(table(folder, "choices.csv"), key=lambda row: (row["applicant_id"], int(row["rank"])))
    for applicant, about in world.applicants.items():
        units = spread(world.grades.get(applicant, []), weighted)
        points = merit(units, about.get("reduced_timetable") == "yes")
        world.choices[applicant] = [
            make_choice(world, row, about, units, points) for row in rows if row["applicant_id"] == applicant
        ]
    for row in table(folder, "held.csv"):
        mine = world.choices[row["applicant_id"]]
        held = next(choice for choice in mine if choice.offering == row["offering_id"])
        held.held = True
        for choice in mine:
            choice.outside = choice.rank > held.rank or (
                choice.rank < held.rank and row.get("keep_reserve") != "yes"
            )
    return world


def make_choice(
    world: World, row: dict[str, str], about: dict[str, str], units: list[dict[str, str]], points: Fraction
) -> Choice:
    """One choice with what stands in the way and its place in the order."""
    applicant, rank = row["applicant_id"], int(row["rank"])
    offering = world.offerings[row["offering_id"]]
    why_not = []
    if int(about["birth_year"]) < world.settings["year"] - 19:
        why_not.append("eligibility:age")
    if about.get("completed_upper_secondary") == "yes":
        why_not.append("eligibility:completed")
    grades = world.grades.get(applicant, [])
    exempt = row.get("english_exemption") == "yes"
    lacking = obstacles(offering["programme"], offering.get("base_programme", ""), grades, exempt)
    why_not += [f"eligibility:{code}" for code in lacking]
    if offering.get("skill_test") == "required" and row.get("test_passed") != "yes":
        why_not.append("test:missing")
    comparable = about.get("comparable_grades") != "no"
    choice = Choice(applicant, rank, row["offering_id"], row, points if comparable else None, why_not)
    values = criteria(units, choice.merit) | {"choice_rank": Fraction(-rank)}
    seed = world.settings.get("lottery_seed", "")
    values["lottery"] = Fraction(int(hashlib.sha256(f"{seed}:{applicant}".encode()).hexdigest()[:16], 16))
    name = offering.get("ranking") or "default"
    order = world.settings.get("ranking", {}).get(name, {}).get("order", DEFAULT)
    total = points + Fraction(tested(offering, row) or 0)
    choice.key = (
        not comparable,
        not first_hand(world, offering, about, row),
        row.get("late") == "yes",
        -total if comparable else Fraction(0),
        *(-values[criterion] for criterion in order),
        -values["lottery"],
    )
    return choice


def tested(offering: dict[str, str], row: dict[str, str]) -> str:
    """Test points that count here, or nothing."""
    return row.get("test_points", "") if offering.get("skill_test") == "adds" else ""


def first_hand(world: World, offering: dict[str, str], about: dict[str, str], row: dict[str, str]) -> bool:
    """Reception class."""
    if offering["provider_kind"] != "public" or offering.get("national_intake") == "yes":
        return True
    if row.get("reception"):
        return row["reception"] == "first_hand"
    home = about.get("lives_in_area_of") or about["home_municipality"]
    return (offering["provider_id"], home) in world.areas


def fill(offering: dict[str, str], room: int, queue: list[Choice]) -> dict[int, str]:
    """Steps 2-4: identity of the choice -> seat kind."""
    queue = sorted(queue, key=lambda choice: choice.key)
    seats: dict[int, str] = {}
    taking_test = [choice for choice in queue if tested(offering, choice.row) and choice.merit is not None]
    taking_test.sort(key=lambda choice: -Fraction(choice.row["test_points"]))
    for choice in taking_test[: min(number(offering.get("test_seats", "")), room)]:
        seats[id(choice)] = "test"
    quota = number(offering.get("free_quota_seats", ""))
    ordinary = max(0, room - len(seats) - quota)
    for choice in queue:
        if ordinary and id(choice) not in seats and choice.merit is not None:
            seats[id(choice)] = "merit"
            ordinary -= 1
    quota = min(quota, room - len(seats))
    for choice in queue:
        if quota and id(choice) not in seats and choice.approved:
            seats[id(choice)] = "free_quota"
            quota -= 1
    for choice in queue:
        if quota and id(choice) not in seats and choice.merit is not None:
            seats[id(choice)] = "merit"
            quota -= 1
    return seats


def choose(world: World, members: list[str], applied: dict[str, list[Choice]]) -> dict[int, str]:
    """What a pool (or one offering alone) takes among those who have applied."""
    seats = {id(choice): "held" for member in members for choice in applied[member] if choice.held}
    pooled = world.offerings[members[0]].get("pool", "") != ""
    left = number(world.offerings[members[0]]["pool_seats"]) - len(seats) if pooled else None
    for member in members:
        offering = world.offerings[member]
        room = number(offering["seats"]) - sum(choice.held for choice in applied[member])
        if left is not None:
            room = min(room, left)
        taken = fill(offering, max(0, room), [choice for choice in applied[member] if not choice.held])
        if left is not None:
            left -= len(taken)
        seats |= taken
    return seats


def groups(world: World) -> list[list[str]]:
    """Offerings that choose together, in the order in which they choose."""
    found: dict[str, list[str]] = {}
    for name, row in world.offerings.items():
        found.setdefault("pool " + row["pool"] if row.get("pool") else "alone " + name, []).append(name)
    for members in found.values():
        members.sort(key=lambda name: (number(world.offerings[name].get("pool_order", "")), name))
    return list(found.values())


def considered(world: World, choice: Choice) -> bool:
    """Does the choice take part?"""
    if choice.held:
        return True
    cancelled = world.offerings[choice.offering].get("cancelled") == "yes"
    return not (cancelled or choice.outside or choice.why_not)


def place_everybody(world: World) -> None:
    """Applicants propose from the top until nobody is rejected."""
    applied: dict[str, list[Choice]] = {name: [] for name in world.offerings}
    waiting = {
        applicant: [choice for choice in choices if considered(world, choice)]
        for applicant, choices in world.choices.items()
    }
    proposed: dict[str, int] = dict.fromkeys(waiting, 0)
    seats: dict[int, str] = {}
    moving = True
    while moving:
        moving = False
        for applicant, queue in waiting.items():
            done = proposed[applicant]
            if done < len(queue) and not any(id(choice) in seats for choice in queue[:done]):
                applied[queue[done].offering].append(queue[done])
                proposed[applicant] += 1
                moving = True
        seats = {}
        for members in groups(world):
            seats |= choose(world, members, applied)
    for applicant, choices in world.choices.items():
        for choice in choices:
            if id(choice) in seats:
                assert applicant not in world.place
                world.place[applicant] = choice
                world.kind[applicant, choice.rank] = seats[id(choice)]

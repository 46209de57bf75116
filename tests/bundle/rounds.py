"""Small rounds from short descriptions, for tests. All people are made up."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from gemensam.rules.selection import lottery_number

COMPULSORY = [
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
]
SEED = "00" * 32
HOME = "2281"
REGISTERED = "2026-06-10T12:00:00+02:00"

OFFERING = (
    "offering_id", "provider_id", "provider_kind", "municipality", "programme", "base_programme", "seats",
    "free_quota_seats", "test_seats", "skill_test", "pool", "pool_seats", "pool_order", "national_intake", "ranking",
    "cancelled",
)  # fmt: skip
APPLICANT = (
    "applicant_id", "birth_year", "home_municipality", "completed_upper_secondary", "comparable_grades",
    "lives_in_area_of", "reduced_timetable",
)  # fmt: skip
GRADE = ("applicant_id", "subject", "grade", "role", "registered_at")
CHOICE = (
    "applicant_id", "rank", "offering_id", "late", "free_quota", "test_points", "test_passed", "reception",
    "english_exemption",
)  # fmt: skip
HELD = ("applicant_id", "offering_id", "keep_reserve")

Tables = dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]]


def grades_for(merit: float) -> list[tuple[str, str]]:
    """Subjects and passing grades with that sum: sixteen of them from 160 upwards, fewer below."""
    steps = round(merit / 2.5)
    number = min(16, steps // 4)
    letters = ["E"] * number
    extra = steps - 4 * number
    for index in range(number):
        up = min(4, extra)
        letters[index] = "EDCBA"[up]
        extra -= up
    assert extra == 0
    # The subjects that every programme needs come first, so that a short list still makes eligible.
    order = ["SV", "EN", "MA", *(subject for subject in COMPULSORY if subject not in {"SV", "EN", "MA"})]
    return list(zip(order, letters, strict=False))


def seed_for(order: Iterable[str]) -> str:
    """The first seed in which the applicants' lots fall in that order, highest first."""
    names = list(order)
    for number in count():
        seed = f"{number:064x}"
        lots = [lottery_number(seed, name) for name in names]
        if lots == sorted(lots, reverse=True):
            return seed
    raise AssertionError


def tables_of(case: Mapping[str, Any]) -> tuple[dict[str, object], Tables]:
    """Settings and tables of a case of tests/cases/allocation.toml."""
    people = dict(case.get("applicants", {}))
    held = dict(case.get("held", {}))
    if crowd := case.get("crowd"):
        for index in range(crowd["number"]):
            name = f"{crowd['prefix']}{index + 1:02d}"
            people[name] = {"merit": crowd["merit"] - 2.5 * index, "choices": crowd["choices"]}
            if index < case.get("held_crowd", {}).get("number", 0):
                held[name] = case["held_crowd"]["offering"]
    settings: dict[str, object] = {
        "year": 2026,
        "kind": "reserve" if held else "final",
        "rules": "se-2026",
        "lottery_seed": seed_for(case.get("lottery", ())),
    }
    if "ranking" in case:
        settings["ranking"] = {"default": {"order": case["ranking"]}}
    tables: Tables = {
        "offerings.csv": (OFFERING, [offering(name, **about) for name, about in case["offerings"].items()]),
        "areas.csv": (("provider_id", "municipality"), _areas(case["offerings"])),
        "applicants.csv": (APPLICANT, [applicant(name, **about) for name, about in people.items()]),
        "grades.csv": (
            GRADE,
            [
                (name, subject, grade, "compulsory", REGISTERED)
                for name, about in people.items()
                for subject, grade in grades_for(about.get("merit", 160))
            ],
        ),
        "choices.csv": (
            CHOICE,
            [
                choice(name, rank, *text.split())
                for name, about in people.items()
                for rank, text in enumerate(about["choices"], start=1)
            ],
        ),
    }
    if held:
        places = {name: text.split() for name, text in held.items()}
        tables["held.csv"] = (HELD, [(name, one[0], _yes("keep" in one)) for name, one in places.items()])
    return settings, tables


def _areas(offerings: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [("K", HOME)] if any(not about.get("independent") for about in offerings.values()) else []


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def offering(name: str, seats: int, **about: Any) -> tuple[str, ...]:
    """One row of offerings.csv."""
    independent = about.get("independent", False)
    return (
        name, "F" if independent else "K", "independent" if independent else "public", HOME,
        about.get("programme", "NA25"), about.get("base_programme", ""), str(seats),
        str(about.get("free_quota_seats", 0)), str(about.get("test_seats", 0)), about.get("skill_test", "none"),
        about.get("pool", ""), str(about.get("pool_seats", "")), str(about.get("pool_order", "")),
        _yes(about.get("national_intake", False)), about.get("ranking", ""), _yes(about.get("cancelled", False)),
    )  # fmt: skip


def applicant(name: str, **about: Any) -> tuple[str, ...]:
    """One row of applicants.csv."""
    return (
        name, str(about.get("born", 2010)), about.get("home", HOME), _yes(about.get("completed", False)),
        _yes(about.get("comparable", True)), about.get("area", ""), _yes(about.get("reduced", False)),
    )  # fmt: skip


def choice(name: str, rank: int, chosen: str, *marks: str) -> tuple[str, ...]:
    """One row of choices.csv from an offering and marks."""
    points = next((mark.removeprefix("test=") for mark in marks if mark.startswith("test=")), "")
    reception = next((mark for mark in marks if mark.endswith("_hand")), "")
    return (
        name, str(rank), chosen, _yes("late" in marks), _yes("quota" in marks), points, _yes("passed" in marks),
        reception, _yes("exemption" in marks),
    )  # fmt: skip

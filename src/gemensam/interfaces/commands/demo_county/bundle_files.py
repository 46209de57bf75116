"""Writes the county as a bundle of the open round format: no names, no numbers, no addresses."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.model import Applicant, Choice, County, Grade

RULES = "se-2026"
KINDS = ("preliminary", "final")
_OFFERING_COLUMNS = (
    "offering_id", "provider_id", "provider_kind", "municipality", "school_unit", "programme", "study_path",
    "base_programme", "seats", "free_quota_seats", "test_seats", "skill_test", "pool", "pool_seats",
    "pool_order", "national_intake", "ranking",
)  # fmt: skip
_APPLICANT_COLUMNS = (
    "applicant_id", "birth_year", "home_municipality", "completed_upper_secondary", "comparable_grades",
    "lives_in_area_of", "reduced_timetable",
)  # fmt: skip
_GRADE_COLUMNS = ("applicant_id", "subject", "language", "grade", "role", "registered_at")
_CHOICE_COLUMNS = (
    "applicant_id", "rank", "offering_id", "late", "free_quota", "test_points", "test_passed", "reception",
    "english_exemption",
)  # fmt: skip


def text(value: object) -> str:
    """A value as the format writes it."""
    if value is None or value is False:
        return ""
    return "yes" if value is True else str(value)


def round_settings(
    *, year: int, kind: str, cutoff: str, seed: str, rankings: dict[str, tuple[str, ...]]
) -> str:
    """The text of round.toml. ``cutoff``: date-time with zone."""
    lines = [
        f"year = {year}",
        f'kind = "{kind}"',
        f'rules = "{RULES}"',
        f"grade_cutoff = {cutoff}",
        f'lottery_seed = "{seed}"',
        "",
        "[merit]",
        'block_grades = "weighted"',
    ]
    for name, order in rankings.items():
        criteria = ", ".join(f'"{criterion}"' for criterion in order)
        lines += ["", f"[ranking.{name}]", f"order = [{criteria}]"]
    return "\n".join(lines) + "\n"


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def choices_of(applicant: Applicant, kind: str) -> tuple[Choice, ...]:
    """The applicant's list in the round."""
    return applicant.preliminary_choices if kind == "preliminary" else applicant.final_choices


def grades_of(applicant: Applicant, kind: str) -> tuple[Grade, ...]:
    """The grades that the round is given: term grades, or leaving grades and what came after them."""
    return applicant.autumn if kind == "preliminary" else (*applicant.spring, *applicant.supplements)


def _applicant_row(applicant: Applicant) -> list[str]:
    return [
        applicant.applicant_id,
        str(applicant.person.birth_date.year),
        applicant.person.home_municipality,
        text(applicant.completed_upper_secondary),
        "yes" if applicant.comparable_grades else "no",
        applicant.lives_in_area_of,
        text(applicant.reduced_timetable),
    ]


def _grade_row(applicant_id: str, grade: Grade) -> list[str]:
    return [
        applicant_id,
        grade.subject,
        grade.language,
        grade.grade,
        grade.role,
        grade.registered_at.isoformat(),
    ]


def write_bundle(county: County, folder: Path, kind: str = "final") -> None:
    """Write round.toml and the five tables to ``folder``, which is made if it is missing.

    ``kind``: preliminary (autumn grades, choices of 1 February) or final. ValueError for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}")
    folder.mkdir(parents=True, exist_ok=True)
    applicants = sorted(
        (one for one in county.applicants if choices_of(one, kind)), key=lambda one: one.applicant_id
    )
    cutoff = moments.PRELIMINARY_CUTOFF if kind == "preliminary" else moments.FINAL_CUTOFF
    settings = round_settings(
        year=county.year,
        kind=kind,
        cutoff=cutoff.isoformat(),
        seed=county.lottery_seed,
        rankings=dict(county.rankings),
    )
    (folder / "round.toml").write_text(settings, encoding="utf-8", newline="\n")
    _write(
        folder / "offerings.csv",
        _OFFERING_COLUMNS,
        ([text(getattr(one, column)) for column in _OFFERING_COLUMNS] for one in county.offerings),
    )
    _write(folder / "areas.csv", ("provider_id", "municipality"), county.areas)
    _write(folder / "applicants.csv", _APPLICANT_COLUMNS, map(_applicant_row, applicants))
    _write(
        folder / "grades.csv",
        _GRADE_COLUMNS,
        (_grade_row(one.applicant_id, grade) for one in applicants for grade in grades_of(one, kind)),
    )
    _write(
        folder / "choices.csv",
        _CHOICE_COLUMNS,
        (
            [one.applicant_id, *(text(getattr(choice, column)) for column in _CHOICE_COLUMNS[1:])]
            for one in applicants
            for choice in choices_of(one, kind)
        ),
    )

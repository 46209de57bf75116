"""Round bundles of about 13 000 and 130 000 applicants, for tests and measurements."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gemensam.interfaces.commands.demo_county import moments, programmes, supply
from gemensam.interfaces.commands.demo_county.build import lottery_seed
from gemensam.interfaces.commands.demo_county.bundle_files import KINDS, round_settings
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.grade_sheets import (
    COMPULSORY,
    HOME_LANGUAGES,
    M2_LANGUAGES,
    MA,
    MARKS,
    SV,
    E,
)
from gemensam.interfaces.commands.demo_county.market_people import RegionPeople, draw_people
from gemensam.interfaces.commands.demo_county.market_regions import SIZES, Region
from gemensam.interfaces.commands.demo_county.market_supply import RegionSupply, draw_supply
from gemensam.interfaces.commands.demo_county.pupils import YEAR

_RANKINGS = tuple(supply.RANKINGS)
_SUBJECTS = (*COMPULSORY, "SVA", "M2", "ML")
_M2, _ML = _SUBJECTS.index("M2"), _SUBJECTS.index("ML")
_ROLES = (*["compulsory"] * (len(COMPULSORY) + 1), "language_choice", "mother_tongue")
_ELSEWHERE = "9999"  # home of those who live in no region: received second hand everywhere
_NOT_DANCERS = ("HKK", "SL", "IDH")
_TABLES = ("offerings", "areas", "applicants", "grades", "choices")
_INTRODUCTION_SEATS, _POOL_MORE = 4, 2


@dataclass(frozen=True, slots=True)
class _Part:
    """One region with the numbers at which its offerings and applicants begin in the whole."""

    region: Region
    supply: RegionSupply
    people: RegionPeople
    first_offering: int
    first_applicant: int


def _parts(size: str, seed: int) -> Iterator[_Part]:
    first_offering = first_applicant = 1
    for number, region in enumerate(SIZES[size]()):
        offered = draw_supply(Dice(seed, f"{size} supply {number}"), region)
        people = draw_people(Dice(seed, f"{size} people {number}"), region, offered)
        yield _Part(region, offered, people, first_offering, first_applicant)
        first_offering += region.offerings
        first_applicant += region.applicants


def _words(values: Sequence[str], positions: NDArray[np.integer]) -> pl.Series:
    """A text column of few different values, from positions in them."""
    return pl.Series([value or None for value in values]).gather(positions)  # empty as the format has it


def _yes(values: NDArray[np.bool_]) -> pl.Series:
    return _words(("", "yes"), values.astype(np.int64))


def _numbered(letter: str, numbers: NDArray[np.integer], digits: int) -> pl.Series:
    """Ids such as s000123."""
    return letter + pl.Series(numbers).cast(pl.String).str.zfill(digits)


def _providers(part: _Part) -> list[str]:
    municipalities = np.array(part.region.municipalities)[part.supply.municipality]
    return [
        f"fri-{code}-{school}" if independent else f"kommun-{code}"
        for code, school, independent in zip(
            municipalities, part.supply.school, part.supply.independent, strict=True
        )
    ]


def _offerings(part: _Part) -> pl.DataFrame:
    offered, count = part.supply, part.region.offerings
    codes = np.array(part.region.municipalities)[offered.municipality]
    numbers = np.arange(part.first_offering, part.first_offering + count)
    shared = offered.introduction >= 0
    ids = _numbered("o", numbers, 5)
    national = pl.DataFrame(
        {
            "offering_id": ids,
            "provider_id": _providers(part),
            "provider_kind": np.where(offered.independent, "independent", "public"),
            "municipality": codes,
            "school_unit": [
                f"98{code}{school:02d}" for code, school in zip(codes, offered.school.tolist(), strict=True)
            ],
            "programme": [programmes.PROGRAMMES[n].code for n in offered.programme.tolist()],
            "base_programme": pl.Series([None] * count, dtype=pl.String),
            "seats": offered.seats,
            "free_quota_seats": offered.free_quota,
            "skill_test": np.where(offered.skill_test, "adds", "none"),
            "pool": [one if has else None for one, has in zip(ids, shared, strict=True)],
            "pool_seats": pl.Series(np.where(shared, offered.seats + _POOL_MORE, -1)).replace(-1, None),
            "pool_order": pl.Series(np.where(shared, 1, -1)).replace(-1, None),
            "ranking": [_RANKINGS[n] for n in offered.ranking.tolist()],
        }
    )
    introduction = national.filter(pl.Series(shared)).with_columns(
        offering_id=pl.col("offering_id").str.replace("o", "i"),
        base_programme=pl.col("programme"),
        programme=pl.lit("IMV"),
        seats=pl.lit(_INTRODUCTION_SEATS, dtype=pl.Int64),
        free_quota_seats=pl.lit(0, dtype=pl.Int64),
        pool_order=pl.lit(2, dtype=pl.Int64),
    )
    return pl.concat([national, introduction])


def _areas(part: _Part) -> pl.DataFrame:
    codes = part.region.municipalities
    rows = [(f"kommun-{host}", home) for host in codes for home in codes]
    return pl.DataFrame(rows, schema=["provider_id", "municipality"], orient="row")


def _applicants(part: _Part) -> pl.DataFrame:
    people, count = part.people, part.region.applicants
    home = np.where(people.elsewhere, len(part.region.municipalities), people.home)
    return pl.DataFrame(
        {
            "applicant_id": _numbered("s", np.arange(part.first_applicant, part.first_applicant + count), 6),
            "birth_year": people.birth_year,
            "home_municipality": _words((*part.region.municipalities, _ELSEWHERE), home),
            "comparable_grades": _words(("no", "yes"), people.comparable.astype(np.int64)),
            "reduced_timetable": _yes(people.dancer),
        }
    )


def _grades(part: _Part, kind: str) -> pl.DataFrame:
    people, count = part.people, part.region.applicants
    marks = np.concatenate(
        [people.marks, np.where(people.sva, people.marks[:, SV], -1)[:, None], people.m2[:, None],
         people.mother_tongue[:, None]],
        axis=1,
    )  # fmt: skip
    marks[people.sva, SV] = -1
    not_taught = [COMPULSORY.index(name) for name in _NOT_DANCERS]
    marks[np.flatnonzero(people.dancer)[:, None], not_taught] = -1
    marks[~people.comparable] = -1
    person, subject = np.nonzero(marks >= 0)
    mark = marks[person, subject]
    at = np.zeros(len(person), dtype=np.int64)
    if kind == "final":
        later = np.flatnonzero(people.passes_later & people.comparable)
        person = np.concatenate([person, later])
        subject = np.concatenate([subject, np.full(len(later), MA)])
        mark = np.concatenate([mark, np.full(len(later), MARKS.index("E"))])
        at = np.concatenate([at, np.where(later % 9 == 0, 2, 1)])
    when = (
        (moments.AUTUMN_REGISTERED[1],)
        if kind == "preliminary"
        else (moments.SPRING_REGISTERED[3], moments.HOLIDAY_REGISTERED[5], moments.JUST_TOO_LATE[1])
    )
    languages = np.where(subject == _M2, 1 + person % len(M2_LANGUAGES), 0)
    languages = np.where(subject == _ML, 1 + len(M2_LANGUAGES) + person % len(HOME_LANGUAGES), languages)
    ids = _numbered("s", np.arange(part.first_applicant, part.first_applicant + count), 6)
    return pl.DataFrame(
        {
            "applicant_id": ids.gather(person),
            "subject": _words(_SUBJECTS, subject),
            "language": _words(("", *M2_LANGUAGES, *HOME_LANGUAGES), languages),
            "grade": _words(tuple(MARKS), mark),
            "role": _words(_ROLES, subject),
            "registered_at": _words([one.isoformat() for one in when], at),
        }
    )


def _introduction_choices(part: _Part) -> pl.DataFrame:
    """A last choice for those who lack a pass: the programme's introduction, where one shares its seats."""
    people = part.people
    core = [COMPULSORY.index(name) for name in ("SV", "EN", "MA")]
    lacks = (people.marks[:, core] < E).any(axis=1) & people.comparable
    partner = np.r_[part.supply.introduction, -1][people.choices] >= 0
    who = np.flatnonzero(lacks & partner.any(axis=1))
    base = people.choices[who, partner[who].argmax(axis=1)]
    return pl.DataFrame(
        {
            "applicant_id": _numbered("s", part.first_applicant + who, 6),
            "rank": (people.choices[who] >= 0).sum(axis=1) + 1,
            "offering_id": _numbered("i", part.first_offering + base, 5),
            "late": _yes(np.zeros(len(who), dtype=np.bool_)),
            "free_quota": _yes(np.zeros(len(who), dtype=np.bool_)),
            "test_points": pl.Series([None] * len(who), dtype=pl.Int64),
        }
    )


def _choices(part: _Part, kind: str, dice: Dice) -> pl.DataFrame:
    people, offered = part.people, part.supply
    person, column = np.nonzero(people.choices >= 0)
    chosen = people.choices[person, column]
    final = kind == "final"
    approved = ~people.comparable | dice.chance(0.008, len(people.comparable))
    quota = approved[person] & (column < 3) & (offered.free_quota[chosen] > 0) & final
    points = np.where(dice.chance(0.9, len(person)), dice.whole(1, 10, len(person)) * 8, -1)
    points = np.where(offered.skill_test[chosen], points, -1)
    national = pl.DataFrame(
        {
            "applicant_id": _numbered("s", part.first_applicant + person, 6),
            "rank": column + 1,
            "offering_id": _numbered("o", part.first_offering + chosen, 5),
            "late": _yes(people.newcomer[person] & final),
            "free_quota": _yes(quota),
            "test_points": pl.Series(points).replace(-1, None),
        }
    )
    return pl.concat([national, _introduction_choices(part)])


def write_market(size: str, folder: Path, *, seed: int, kind: str = "final") -> None:
    """Write a bundle of the size ``gr`` or ``sweden``; ValueError for another size or kind.

    The files are written region by region, so that the largest needs little memory.
    """
    if size not in SIZES or kind not in KINDS:
        raise ValueError(f"size is one of {', '.join(SIZES)}, kind one of {', '.join(KINDS)}")
    folder.mkdir(parents=True, exist_ok=True)
    cutoff = moments.PRELIMINARY_CUTOFF if kind == "preliminary" else moments.FINAL_CUTOFF
    settings = round_settings(
        year=YEAR,
        kind=kind,
        cutoff=cutoff.isoformat(),
        seed=lottery_seed(seed),
        rankings=dict(supply.RANKINGS),
    )
    (folder / "round.toml").write_text(settings, encoding="utf-8", newline="\n")
    with ExitStack() as stack:
        files = {name: stack.enter_context((folder / f"{name}.csv").open("wb")) for name in _TABLES}
        for part in _parts(size, seed):
            tables = (
                _offerings(part),
                _areas(part),
                _applicants(part),
                _grades(part, kind),
                _choices(part, kind, Dice(seed, f"{size} choices {part.first_applicant}")),
            )
            for name, table in zip(_TABLES, tables, strict=True):
                table.write_csv(files[name], include_header=part.first_applicant == 1)

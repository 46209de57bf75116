"""A folder or archive in the open format → a round that is ready to run, or every fault of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from gemensam.domains.admissions.bundle import crossing
from gemensam.domains.admissions.bundle.canonical import SMALL, FileDigest, canonical_digest, plain_digest
from gemensam.domains.admissions.bundle.faults import BundleFaults, FaultList
from gemensam.domains.admissions.bundle.layout import (
    APPLICANTS,
    AREAS,
    CHOICES,
    GRADES_FILE,
    HELD,
    OFFERINGS,
    ROUND_FILE,
    TABLES,
    Column,
)
from gemensam.domains.admissions.bundle.settings import RoundSettings, note_missing_seed, read_settings
from gemensam.domains.admissions.bundle.source import read_files
from gemensam.domains.admissions.bundle.text_table import ROW, TextTable, read_text_table
from gemensam.domains.admissions.bundle.values import (
    is_yes,
    note_value_faults,
    place_among,
    read_moments,
    scaled_points,
    whole_number,
    with_defaults,
)
from gemensam.rules import merit
from gemensam.rules.terms import GRADES, ROLES, SUBJECTS


@dataclass(frozen=True, slots=True)
class RoundInput:
    """Everything that decides a round, checked. Rows stand in a fixed order, whatever their order in the
    files.

    offerings: by offering_id. applicants: by applicant_id. choices: `applicant` and `offering` are row
    numbers of those tables, by applicant and rank. grades: `applicant`, subject, grade and role as the
    indexes of rules.terms, `registered_at` in microseconds, by applicant, subject, language and moment.
    areas: provider_id, municipality. held: `applicant`, `offering`, keep_reserve. digests: by file name.
    """

    settings: RoundSettings
    offerings: pl.DataFrame
    areas: pl.DataFrame
    applicants: pl.DataFrame
    grades: pl.DataFrame
    choices: pl.DataFrame
    held: pl.DataFrame
    digests: dict[str, FileDigest]


def read_round(source: Path) -> RoundInput:
    """Read and check a round. Raises BundleFaults with every fault of all files at once."""
    faults = FaultList()
    files = read_files(source, faults)
    longest_first = sorted(files, key=lambda name: -len(files[name]))
    small = {name: data for name, data in files.items() if len(data) <= SMALL}
    with ThreadPoolExecutor(
        max_workers=1
    ) as beside:  # sorting and hashing leave the interpreter to the reading
        hashed = {
            name: beside.submit(_digest, name, files[name]) for name in longest_first if name not in small
        }
        try:
            round_ = _read_checked(files, faults)
        except BundleFaults:
            beside.shutdown(cancel_futures=True)
            raise
        digests = {name: _digest(name, data) for name, data in small.items()}
        digests |= {name: found.result() for name, found in hashed.items()}
    return replace(round_, digests=dict(sorted(digests.items())))


def _digest(name: str, data: bytes) -> FileDigest:
    return plain_digest(data) if name == ROUND_FILE else canonical_digest(data)


def _read_checked(files: dict[str, bytes], faults: FaultList) -> RoundInput:
    settings = read_settings(files[ROUND_FILE], faults) if ROUND_FILE in files else None
    tables: dict[str, TextTable] = {}
    for name in TABLES:
        columns = columns_of(name, settings)
        data = files.pop(name, None)
        if data is None:
            tables[name] = empty_table(name, complete=name == HELD)
            continue
        text = read_text_table(name, data, columns, faults)
        tables[name] = with_defaults(name, text, columns)
        note_value_faults(name, tables[name], columns, faults)
    read = typed_tables(tables, faults)
    crossing.note_faults(tables, read, settings, faults)
    if settings is not None and tables[OFFERINGS].complete:
        note_missing_seed(settings, frozenset(tables[OFFERINGS].frame["ranking"]) - {None}, faults)
    faults.raise_if_any()
    assert settings is not None  # a round without settings has faults
    return in_order(settings, read, digests={})


def columns_of(name: str, settings: RoundSettings | None) -> tuple[Column, ...]:
    """The columns of a table; what is a grade depends on the round's rule set."""
    if name != GRADES_FILE or settings is None:
        return TABLES[name]
    grades = merit.RULES[settings.rules].grades
    return tuple(
        replace(column, allowed=grades) if column.name == "grade" else column for column in TABLES[name]
    )


def empty_table(name: str, *, complete: bool) -> TextTable:
    """The table without rows."""
    return with_defaults(name, TextTable(pl.DataFrame(schema={ROW: pl.UInt32}), complete), TABLES[name])


def typed_tables(tables: dict[str, TextTable], faults: FaultList) -> dict[str, pl.DataFrame]:
    """The tables with typed columns; null where the text holds no such value (a fault has been noted).

    Rows of grades, choices and held places get the numbers of their applicant and offering, null for an unknown
    one: the place of its id among all ids in order.
    """
    people = _ids_in_order(tables[APPLICANTS].frame["applicant_id"])
    supply = _ids_in_order(tables[OFFERINGS].frame["offering_id"])
    grades, choices, held = tables[GRADES_FILE], tables[CHOICES], tables[HELD]
    moments = read_moments(GRADES_FILE, grades, "registered_at", faults)
    typed_grades = grades.with_columns(_number_of_runs(people), by_text=_GRADE_COLUMNS, worked_out=[moments])
    return {
        OFFERINGS: tables[OFFERINGS].with_columns(*_OFFERING_COLUMNS),
        AREAS: tables[AREAS].frame,
        APPLICANTS: tables[APPLICANTS].with_columns(*_APPLICANT_COLUMNS),
        GRADES_FILE: typed_grades.with_columns(_grade_key(typed_grades.height)),
        CHOICES: choices.with_columns(_number_of_runs(people), by_text=[_number(supply), *_CHOICE_COLUMNS]),
        HELD: held.with_columns(is_yes("keep_reserve"), _number(people), _number(supply)),
    }


# The columns with other types, as expressions of their text.
_OFFERING_COLUMNS: Final = (
    *map(whole_number, ("seats", "free_quota_seats", "test_seats", "pool_seats", "pool_order")),
    *map(is_yes, ("national_intake", "cancelled")),
)
_APPLICANT_COLUMNS: Final = (
    whole_number("birth_year"),
    *map(is_yes, ("completed_upper_secondary", "comparable_grades", "reduced_timetable")),
)
_GRADE_COLUMNS: Final = (
    pl.col("language"),
    place_among("subject", SUBJECTS).cast(pl.Int16),
    place_among("grade", GRADES).cast(pl.Int8),
    place_among("role", ROLES).cast(pl.Int8),
    pl.col("language").rank("dense").cast(pl.Int64).alias("key"),
)
_CHOICE_COLUMNS: Final = (
    pl.col("offering_id"),
    pl.col("reception"),
    whole_number("rank"),
    *map(is_yes, ("late", "free_quota", "test_passed", "english_exemption")),
    scaled_points("test_points"),
)


def in_order(
    settings: RoundSettings, read: dict[str, pl.DataFrame], digests: dict[str, FileDigest]
) -> RoundInput:
    """The typed tables of a round without faults, with rows in a fixed order and ids as row numbers."""
    grades = in_key_order(_without(read[GRADES_FILE], ROW, "applicant_id"), read[GRADES_FILE]["key"])
    if any_repeated(grades["key"]):
        grades = grades.sort("key", "registered_at")
    choices = _without(read[CHOICES], ROW, "applicant_id", "offering_id")
    held = _without(read[HELD], ROW, "applicant_id", "offering_id")
    return RoundInput(
        settings=settings,
        offerings=in_key_order(_without(read[OFFERINGS], ROW), read[OFFERINGS]["offering_id"]),
        areas=_without(read[AREAS], ROW).sort("provider_id", "municipality"),
        applicants=in_key_order(_without(read[APPLICANTS], ROW), read[APPLICANTS]["applicant_id"]),
        grades=grades,
        choices=in_key_order(choices, crossing.packed(choices, "applicant", "rank")),
        held=in_key_order(held, held["applicant"]),
        digests=dict(sorted(digests.items())),
    )


def in_key_order(frame: pl.DataFrame, key: pl.Series) -> pl.DataFrame:
    """The rows by a key; most files have them in that order already."""
    return frame if key.is_sorted() else frame[key.arg_sort()]


def any_repeated(ordered: pl.Series) -> bool:
    """Whether a value stands twice in a column of numbers in order."""
    values = ordered.to_numpy()
    return bool((values[1:] == values[:-1]).any())


def _without(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    return pl.DataFrame([column for column in frame.get_columns() if column.name not in names])


def _ids_in_order(ids: pl.Series) -> pl.Series:
    """The ids of a table in order, each once."""
    return ids.filter(ids != "").unique().sort()


def _number(ids: pl.Series) -> pl.Expr:
    """The numbers of the ids of a column of the same name; null for an id that is not among them."""
    return place_among(ids.name, ids).alias(ids.name.removesuffix("_id"))


def _number_of_runs(ids: pl.Series) -> pl.Expr:
    """As _number, with one look-up for rows of the same id that follow each other, as an applicant's mostly do."""
    run = pl.col(ids.name).rle_id()
    first = pl.col(ids.name).filter(run.ne_missing(run.shift(1)))
    known = pl.Enum(ids)
    number = first.cast(known, strict=False).to_physical().cast(pl.Int32)
    return number.gather(run).alias(ids.name.removesuffix("_id"))


def _grade_key(rows: int) -> pl.Expr:
    """One number per applicant, subject and language, in that order: rows with the same key replace each other.

    The column holds the number of the language before.
    """
    subject = pl.col("applicant").cast(pl.Int64) * len(SUBJECTS) + pl.col("subject")
    return (subject * (rows + 1) + pl.col("key")).alias("key")

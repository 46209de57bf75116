"""A folder or archive in the open format → a round that is ready to run, or every fault of it."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gemensam.domains.admissions.bundle import crossing
from gemensam.domains.admissions.bundle.canonical import FileDigest, canonical_digest, plain_digest
from gemensam.domains.admissions.bundle.faults import FaultList
from gemensam.domains.admissions.bundle.layout import (
    APPLICANTS,
    AREAS,
    CHOICES,
    GRADES_FILE,
    HELD,
    OFFERINGS,
    ROUND_FILE,
    TABLES,
)
from gemensam.domains.admissions.bundle.settings import RoundSettings, note_missing_seed, read_settings
from gemensam.domains.admissions.bundle.source import read_files
from gemensam.domains.admissions.bundle.text_table import ROW, TextTable, read_text_table
from gemensam.domains.admissions.bundle.values import (
    is_yes,
    note_value_faults,
    read_moments,
    scaled_points,
    text_with_default,
    whole_number,
)
from gemensam.rules.terms import GRADE_INDEX, ROLE_INDEX, SUBJECT_INDEX


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
    settings = read_settings(files[ROUND_FILE], faults) if ROUND_FILE in files else None
    digests = {ROUND_FILE: plain_digest(files[ROUND_FILE])} if ROUND_FILE in files else {}
    tables: dict[str, TextTable] = {}
    for name, columns in TABLES.items():
        data = files.pop(name, None)
        if data is None:
            tables[name] = TextTable(empty_table(name), complete=name == HELD)
            continue
        digests[name] = canonical_digest(data)
        text = read_text_table(name, data, columns, faults)
        frame = text.frame.select(ROW, *(text_with_default(text.frame, column) for column in columns))
        note_value_faults(name, frame, columns, faults)
        tables[name] = TextTable(frame, text.complete)
    read = typed_tables(tables, faults)
    crossing.note_faults(tables, read, settings, faults)
    if settings is not None and tables[OFFERINGS].complete:
        note_missing_seed(settings, frozenset(tables[OFFERINGS].frame["ranking"].drop_nulls()), faults)
    faults.raise_if_any()
    assert settings is not None  # a round without settings has faults
    return in_order(settings, read, digests)


def empty_table(name: str) -> pl.DataFrame:
    """The table without rows, as text."""
    schema = {ROW: pl.UInt32} | {column.name: pl.String for column in TABLES[name]}
    return pl.DataFrame(schema=schema)


def typed_tables(tables: dict[str, TextTable], faults: FaultList) -> dict[str, pl.DataFrame]:
    """The tables with typed columns; null where the text holds no such value (a fault has been noted)."""
    grades = tables[GRADES_FILE].frame
    moments = read_moments(GRADES_FILE, grades, "registered_at", faults)
    return {
        OFFERINGS: tables[OFFERINGS].frame.with_columns(
            *map(whole_number, ("seats", "free_quota_seats", "test_seats", "pool_seats", "pool_order")),
            *map(is_yes, ("national_intake", "cancelled")),
        ),
        AREAS: tables[AREAS].frame,
        APPLICANTS: tables[APPLICANTS].frame.with_columns(
            whole_number("birth_year"),
            *map(is_yes, ("completed_upper_secondary", "comparable_grades", "reduced_timetable")),
        ),
        GRADES_FILE: grades.with_columns(
            _index("subject", SUBJECT_INDEX, pl.Int16),
            _index("grade", GRADE_INDEX, pl.Int8),
            _index("role", ROLE_INDEX, pl.Int8),
            moments.alias("registered_at"),
        ),
        CHOICES: tables[CHOICES].frame.with_columns(
            whole_number("rank"),
            *map(is_yes, ("late", "free_quota", "test_passed", "english_exemption")),
            scaled_points("test_points"),
        ),
        HELD: tables[HELD].frame.with_columns(is_yes("keep_reserve")),
    }


def _index(name: str, codes: dict[str, int], dtype: type[pl.DataType]) -> pl.Expr:
    return pl.col(name).replace_strict(list(codes), list(codes.values()), default=None, return_dtype=dtype)


def in_order(
    settings: RoundSettings, read: dict[str, pl.DataFrame], digests: dict[str, FileDigest]
) -> RoundInput:
    """The typed tables of a round without faults, with rows in a fixed order and ids as row numbers."""
    offerings = read[OFFERINGS].drop(ROW).sort("offering_id")
    applicants = read[APPLICANTS].drop(ROW).sort("applicant_id")
    return RoundInput(
        settings=settings,
        offerings=offerings,
        areas=read[AREAS].drop(ROW).sort("provider_id", "municipality"),
        applicants=applicants,
        grades=_numbered(read[GRADES_FILE], applicants, "applicant").sort(
            "applicant", "subject", "language", "registered_at"
        ),
        choices=_numbered(_numbered(read[CHOICES], offerings, "offering"), applicants, "applicant").sort(
            "applicant", "rank"
        ),
        held=_numbered(_numbered(read[HELD], offerings, "offering"), applicants, "applicant").sort(
            "applicant"
        ),
        digests=dict(sorted(digests.items())),
    )


def _numbered(frame: pl.DataFrame, keys: pl.DataFrame, name: str) -> pl.DataFrame:
    """Replace the id column `<name>_id` by the row number of the id in the table of keys, int32."""
    numbers = keys.select(f"{name}_id", pl.int_range(keys.height, dtype=pl.Int32).alias(name))
    joined = frame.join(numbers, on=f"{name}_id", how="left", maintain_order="left")
    return joined.drop(f"{name}_id", ROW, strict=False)

"""A folder or archive in the open format → a round that is ready to run, or every fault of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from gemensam.domains.admissions.bundle import crossing
from gemensam.domains.admissions.bundle.canonical import FileDigest, canonical_digest, plain_digest
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
    read_moments,
    scaled_points,
    whole_number,
    with_defaults,
)
from gemensam.rules import merit
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
    longest_first = sorted(files, key=lambda name: -len(files[name]))
    with ThreadPoolExecutor(
        max_workers=1
    ) as beside:  # sorting and hashing leave the interpreter to the reading
        hashed = {name: beside.submit(_digest, name, files[name]) for name in longest_first}
        try:
            round_ = _read_checked(files, faults)
        except BundleFaults:
            beside.shutdown(cancel_futures=True)
            raise
        return replace(round_, digests={name: hashed[name].result() for name in sorted(hashed)})


def _digest(name: str, data: bytes) -> FileDigest:
    return plain_digest(data) if name == ROUND_FILE else canonical_digest(data)


def _read_checked(files: dict[str, bytes], faults: FaultList) -> RoundInput:
    settings = read_settings(files[ROUND_FILE], faults) if ROUND_FILE in files else None
    tables: dict[str, TextTable] = {}
    for name in TABLES:
        columns = columns_of(name, settings)
        data = files.pop(name, None)
        if data is None:
            tables[name] = TextTable(empty_table(name), complete=name == HELD)
            continue
        text = read_text_table(name, data, columns, faults)
        tables[name] = with_defaults(text, columns)
        note_value_faults(name, tables[name], columns, faults)
    read = typed_tables(tables, faults)
    crossing.note_faults(tables, read, settings, faults)
    if settings is not None and tables[OFFERINGS].complete:
        note_missing_seed(settings, frozenset(tables[OFFERINGS].frame["ranking"].drop_nulls()), faults)
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


def empty_table(name: str) -> pl.DataFrame:
    """The table without rows, as text."""
    schema = {ROW: pl.UInt32} | {column.name: pl.String for column in TABLES[name]}
    return pl.DataFrame(schema=schema)


def typed_tables(tables: dict[str, TextTable], faults: FaultList) -> dict[str, pl.DataFrame]:
    """The tables with typed columns; null where the text holds no such value (a fault has been noted).

    Rows of grades, choices and held places get the numbers of their applicant and offering, null for an unknown
    one: the place of its id among all ids in order.
    """
    people = _numbers(tables[APPLICANTS].frame, "applicant")
    supply = _numbers(tables[OFFERINGS].frame, "offering")
    grades, choices, held = tables[GRADES_FILE], tables[CHOICES], tables[HELD]
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
        GRADES_FILE: _typed(
            grades,
            pl.col("language"),
            _index("subject", SUBJECT_INDEX, pl.Int16),
            _index("grade", GRADE_INDEX, pl.Int8),
            _index("role", ROLE_INDEX, pl.Int8),
        )
        .with_columns(_number(grades, people), moments.alias("registered_at"))
        .with_columns(_grade_key(grades)),
        CHOICES: _typed(
            choices,
            pl.col("offering_id"),
            pl.col("reception"),
            whole_number("rank"),
            *map(is_yes, ("late", "free_quota", "test_passed", "english_exemption")),
            scaled_points("test_points"),
        ).with_columns(_number(choices, people), _number(choices, supply)),
        HELD: held.frame.with_columns(_number(held, people), _number(held, supply), is_yes("keep_reserve")),
    }


def _typed(table: TextTable, *columns: pl.Expr) -> pl.DataFrame:
    """The table with columns of other types, each made of the text of the one that it takes the name of."""
    typed = [table.apply(column.meta.output_name(), column) for column in columns]
    return table.frame.with_columns(typed)


def _index(name: str, codes: dict[str, int], dtype: type[pl.DataType]) -> pl.Expr:
    return pl.col(name).replace_strict(list(codes), list(codes.values()), default=None, return_dtype=dtype)


def in_order(
    settings: RoundSettings, read: dict[str, pl.DataFrame], digests: dict[str, FileDigest]
) -> RoundInput:
    """The typed tables of a round without faults, with rows in a fixed order and ids as row numbers."""
    grades = in_key_order(read[GRADES_FILE].drop(ROW, "applicant_id"), pl.col("key"))
    if (grades["key"].diff() == 0).any():
        grades = grades.sort("key", "registered_at")
    choices = read[CHOICES].drop(ROW, "applicant_id", "offering_id")
    return RoundInput(
        settings=settings,
        offerings=read[OFFERINGS].drop(ROW).sort("offering_id"),
        areas=read[AREAS].drop(ROW).sort("provider_id", "municipality"),
        applicants=read[APPLICANTS].drop(ROW).sort("applicant_id"),
        grades=grades,
        choices=in_key_order(choices, pl.col("applicant").cast(pl.Int64) * crossing.MANY + pl.col("rank")),
        held=read[HELD].drop(ROW, "applicant_id", "offering_id").sort("applicant"),
        digests=dict(sorted(digests.items())),
    )


def in_key_order(frame: pl.DataFrame, key: pl.Expr) -> pl.DataFrame:
    """The rows by an integer key; most files have them in that order already."""
    keys = frame.select(key.alias("order")).to_series()
    return frame if keys.is_sorted() else frame[keys.arg_sort()]


def _numbers(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The ids of a table in order, each once, with their numbers."""
    ids = frame[f"{name}_id"].unique().sort()
    ids = ids.filter(ids != "")
    return pl.DataFrame({ids.name: ids, name: pl.int_range(ids.len(), dtype=pl.Int32, eager=True)})


def _number(table: TextTable, numbers: pl.DataFrame) -> pl.Series:
    """The numbers of the ids of a column; null for an id that is not among them."""
    name, number = numbers.columns
    if name in table.texts:
        texts, rows = table.texts[name].alias(name), table.frame[name]
    else:  # rows of the same applicant mostly follow each other: one look-up for all of them
        ids = table.frame[name]
        rows = ids.rle_id()
        texts = ids.filter((rows != rows.shift(1)).fill_null(value=True))
    found = texts.to_frame().join(numbers, on=name, how="left", maintain_order="left")
    return found[number].gather(rows)


def _grade_key(table: TextTable) -> pl.Expr:
    """One number per applicant, subject and language, in that order: rows with the same key replace each other."""
    languages = table.apply("language", pl.col("language").rank("dense").cast(pl.Int64))
    subject = pl.col("applicant").cast(pl.Int64) * len(SUBJECT_INDEX) + pl.col("subject")
    return (subject * (table.frame.height + 1) + languages).alias("key")

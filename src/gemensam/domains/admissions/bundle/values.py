"""Text of one column → typed values; each value that its column may not hold becomes a fault."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final, cast

import polars as pl

from gemensam.domains.admissions.bundle.faults import FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import REPEATING, Column, Kind
from gemensam.domains.admissions.bundle.text_table import ROW, TextTable
from gemensam.rules.terms import POINT_SCALE, PROGRAMMES

MAX_TEST_POINTS: Final = 1_000_000
NO_MOMENT: Final = -(2**62)  # a grade without registration time: before every moment
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?", re.ASCII
)
_PERSONAL_NUMBER = re.compile(r"(?:\d{2})?\d{6}[-+]?\d{4}", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROPOINTS = POINT_SCALE // 1_000_000
_MAX_DIGITS = 9  # of a whole number

Conditions = list[tuple[FaultCode, pl.Expr]]


def with_defaults(name: str, table: TextTable, columns: tuple[Column, ...]) -> TextTable:
    """The table with every column: the default stands in empty fields and for a column that is missing.

    Every repeating column of the table is in `texts`.
    """
    texts = dict(table.texts)
    filled: list[pl.Expr] = []
    for column in columns:
        if column.name in texts:
            if column.default:
                given = texts[column.name].to_list()
                texts[column.name] = pl.Series([text or column.default for text in given], dtype=pl.String)
            filled.append(pl.col(column.name))
        elif column.name in table.frame.columns:
            filled.append(_filled(column))
        elif column.name in REPEATING.get(name, ()):
            texts[column.name] = pl.Series([column.default], dtype=pl.String)
            filled.append(pl.lit(0, dtype=pl.UInt32).alias(column.name))
        else:
            filled.append(pl.lit(column.default, dtype=pl.String).alias(column.name))
    return TextTable(table.frame.select(ROW, *filled), table.complete, texts)


@cache
def _filled(column: Column) -> pl.Expr:
    text = pl.col(column.name)
    if not column.default:
        return text
    return pl.when(text == "").then(pl.lit(column.default)).otherwise(text).alias(column.name)


def note_value_faults(name: str, table: TextTable, columns: tuple[Column, ...], faults: FaultList) -> None:
    """Check every field of a table of text (defaults filled in) and note each fault with line and value."""
    by_row = table.frame.select(_verdict(column) for column in columns if column.name not in table.texts)
    by_text = table.of_texts(*(_verdict(column) for column in columns if column.name in table.texts))
    for column in columns:
        verdict = (by_text if column.name in table.texts else by_row)[column.name]
        if verdict.null_count() == verdict.len():
            continue
        texts = table.frame[column.name]
        if column.name in table.texts:
            texts, verdict = table.texts[column.name].gather(texts), verdict.gather(texts)
        bad = pl.DataFrame({ROW: table.frame[ROW], "value": texts, "code": verdict}).drop_nulls("code")
        for line, value, code in bad.iter_rows():
            faults.add(name, line, column.name, FaultCode(code), **_facts(column, FaultCode(code), value))


def whole_number(name: str) -> pl.Expr:
    """The column as integer, null where it holds none."""
    value = pl.when(pl.col(name).str.contains(rf"^[0-9]{{1,{_MAX_DIGITS}}}$")).then(pl.col(name))
    return value.str.to_integer(strict=False, dtype=pl.Int64).alias(name)


def scaled_points(name: str) -> pl.Expr:
    """A decimal with at most six decimals as a number of 1/POINT_SCALE points, null for an empty field."""
    return (_micropoints(pl.col(name)) * _MICROPOINTS).alias(name)


def is_yes(name: str) -> pl.Expr:
    """The column as boolean."""
    return (pl.col(name) == "yes").alias(name)


def place_among(name: str, known: Sequence[str] | pl.Series) -> pl.Expr:
    """Where the texts of a column stand in a list of different texts; null for those that do not."""
    return pl.col(name).cast(pl.Enum(known), strict=False).to_physical().cast(pl.Int32).alias(name)


def moment_microseconds(text: str) -> int | FaultCode:
    """A date-time with zone as microseconds since 1970 (UTC), or what is wrong with it."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return FaultCode.DATE_TIME_INVALID
    try:
        moment = datetime.fromisoformat(text)
        if match[2] is None:
            return FaultCode.DATE_TIME_WITHOUT_ZONE
        return (moment - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return FaultCode.DATE_TIME_INVALID


def read_moments(name: str, table: TextTable, column: str, faults: FaultList) -> pl.Series:
    """Of each text of a repeating column: microseconds since 1970 (UTC), NO_MOMENT where it is empty.

    Null and a fault on each of its rows where it is no date-time.
    """
    moments: list[int | None] = []
    bad: dict[int, tuple[str, FaultCode]] = {}
    for number, text in enumerate(table.texts[column]):
        moment = moment_microseconds(text) if text else NO_MOMENT
        moments.append(None if isinstance(moment, FaultCode) else moment)
        if isinstance(moment, FaultCode):
            bad[number] = text, moment
    if bad:
        rows = table.frame.select(ROW, column).filter(pl.col(column).is_in(list(bad)))
        for line, number in rows.iter_rows():
            value, code = bad[number]
            faults.add(name, line, column, code, value=value)
    return pl.Series(column, moments, dtype=pl.Int64)


def _facts(column: Column, code: FaultCode, value: str) -> dict[str, str | int]:
    if code in {FaultCode.VALUE_MISSING, FaultCode.PERSONAL_NUMBER}:
        return {}
    facts: dict[str, str | int] = {"value": value}
    if code is FaultCode.NOT_IN_LIST:
        facts["allowed"] = ", ".join(column.allowed)
    if code is FaultCode.BELOW_MINIMUM:
        facts["min"] = column.minimum
    if code is FaultCode.ABOVE_MAXIMUM:
        facts["max"] = MAX_TEST_POINTS if column.kind is Kind.POINTS else column.maximum
    return facts


@cache  # of a few dozen columns: to build the expressions takes as long as to check a small file
def _verdict(column: Column) -> pl.Expr:
    """Null for a good value, else the fault code. The first condition that holds decides."""
    value = pl.col(column.name)
    good = pl.lit(None, dtype=pl.String)
    verdict: Any  # null, so good: a needed column that is missing has its own fault
    if column.default is None:
        verdict = pl.when(value == "").then(pl.lit(FaultCode.VALUE_MISSING.value))
    else:
        verdict = pl.when(value == column.default).then(good)
    for code, condition in _CONDITIONS[column.kind](column, value):
        verdict = verdict.when(condition).then(pl.lit(code.value))
    return cast("pl.Expr", verdict.otherwise(good).alias(column.name))


def _nothing(_column: Column, _value: pl.Expr) -> Conditions:
    """Looked up in another table, or read by read_moments."""
    return []


def _id(_column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.ID_INVALID, value.str.contains(r"[\s\p{C}]"))]


def _applicant_id(column: Column, value: pl.Expr) -> Conditions:
    suspect = pl.when(value.str.contains(r"^[0-9]{6,8}[-+]?[0-9]{4}$")).then(value)
    is_so = suspect.map_elements(_is_personal_number, return_dtype=pl.Boolean)
    return [*_id(column, value), (FaultCode.PERSONAL_NUMBER, is_so)]


def _is_personal_number(text: str) -> bool:
    """Whether the text is a valid personal identity or co-ordination number (date and check digit)."""
    if _PERSONAL_NUMBER.fullmatch(text) is None:
        return False
    digits = re.sub(r"[-+]", "", text)[-10:]
    month, day = int(digits[2:4]), int(digits[4:6]) % 60  # a co-ordination number has 60 added to the day
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    checksum = sum(product // 10 + product % 10 for product in doubled)
    return 1 <= month <= 12 and 1 <= day <= 31 and checksum % 10 == 0


def _whole_number(column: Column, value: pl.Expr) -> Conditions:
    number = value.str.to_integer(strict=False)
    too_low = [(FaultCode.BELOW_MINIMUM, number < column.minimum)] if column.minimum else []
    return [
        (FaultCode.BELOW_MINIMUM, value.str.contains(r"^-[0-9]+$")),
        (FaultCode.NOT_WHOLE_NUMBER, ~value.str.contains(r"^[0-9]+$")),
        (FaultCode.ABOVE_MAXIMUM, (value.str.len_bytes() > _MAX_DIGITS) | (number > column.maximum)),
        *too_low,
    ]


def _points(_column: Column, value: pl.Expr) -> Conditions:
    return [
        (FaultCode.BELOW_MINIMUM, value.str.contains(r"^-[0-9]+(\.[0-9]+)?$")),
        (FaultCode.NOT_DECIMAL, ~value.str.contains(r"^[0-9]+(\.[0-9]+)?$")),
        (FaultCode.TOO_MANY_DECIMALS, value.str.contains(r"\.[0-9]{7,}$")),
        (
            FaultCode.ABOVE_MAXIMUM,
            value.str.contains(r"^[0-9]{10,}") | (_micropoints(value) > MAX_TEST_POINTS * 1_000_000),
        ),
    ]


def _micropoints(value: pl.Expr) -> pl.Expr:
    whole = value.str.extract(r"^([0-9]{1,9})(?:\.|$)").str.to_integer(strict=False, dtype=pl.Int64)
    decimals = value.str.extract(r"\.([0-9]{1,6})$").fill_null("0").str.pad_end(6, "0")
    return whole * 1_000_000 + decimals.str.to_integer(strict=False, dtype=pl.Int64)


def _boolean(_column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.NOT_BOOLEAN, ~value.is_in(["yes", "no"]))]


def _code(column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.NOT_IN_LIST, ~value.is_in(list(column.allowed)))]


def _municipality(_column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.NOT_MUNICIPALITY, ~value.str.contains(r"^[0-9]{4}$"))]


def _school_unit(_column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.NOT_SCHOOL_UNIT, ~value.str.contains(r"^[0-9]{8}$"))]


def _programme(_column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.PROGRAMME_UNKNOWN, ~value.is_in(list(PROGRAMMES)))]


def _study_path(_column: Column, value: pl.Expr) -> Conditions:
    return [(FaultCode.NOT_STUDY_PATH, ~value.str.contains(r"^[A-ZÅÄÖ0-9]{5,9}$"))]


_CONDITIONS: Final[dict[Kind, Callable[[Column, pl.Expr], Conditions]]] = {
    Kind.ID: _id,
    Kind.APPLICANT_ID: _applicant_id,
    Kind.REFERENCE: _nothing,
    Kind.LANGUAGE: _id,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.POINTS: _points,
    Kind.BOOLEAN: _boolean,
    Kind.CODE: _code,
    Kind.MUNICIPALITY: _municipality,
    Kind.SCHOOL_UNIT: _school_unit,
    Kind.PROGRAMME: _programme,
    Kind.STUDY_PATH: _study_path,
    Kind.MOMENT: _nothing,
    Kind.RANKING: _nothing,
}

"""Text of one column → typed values; each value that its column may not hold becomes a fault."""

import re
from datetime import UTC, datetime
from typing import Final

import polars as pl

from gemensam.domains.admissions.bundle.faults import FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import Column, Kind
from gemensam.domains.admissions.bundle.text_table import ROW
from gemensam.rules.terms import POINT_SCALE, PROGRAMMES

MAX_TEST_POINTS: Final = 1_000_000
NO_MOMENT: Final = -(2**62)  # a grade without registration time: before every moment
MOMENT_TEXT: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d{1,6})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND_SCALE = POINT_SCALE // 1_000_000


def text_with_default(frame: pl.DataFrame, column: Column) -> pl.Expr:
    """The column as text with its default in empty fields; null where a needed column is missing."""
    if column.name not in frame.columns:
        return pl.lit(column.default, dtype=pl.String).alias(column.name)
    if not column.default:
        return pl.col(column.name)
    empty = pl.col(column.name) == ""
    return pl.when(empty).then(pl.lit(column.default)).otherwise(pl.col(column.name)).alias(column.name)


def note_value_faults(name: str, frame: pl.DataFrame, columns: tuple[Column, ...], faults: FaultList) -> None:
    """Check every field of a table of text (defaults filled in) and note each fault with row and value."""
    present = [column for column in columns if column.name in frame.columns]
    verdicts = frame.lazy().select(*(_verdict(column).alias(column.name) for column in present)).collect()
    for column in present:
        verdict = verdicts[column.name]
        if verdict.null_count() == verdict.len():
            continue
        bad = frame.select(ROW, pl.col(column.name).alias("value"), verdict.alias("code")).drop_nulls("code")
        for line, value, code in bad.iter_rows():
            faults.add(name, line, column.name, FaultCode(code), **_facts(column, FaultCode(code), value))


def _facts(column: Column, code: FaultCode, value: str) -> dict[str, str | int]:
    if code in {FaultCode.VALUE_MISSING, FaultCode.PERSONAL_NUMBER}:
        return {}
    facts: dict[str, str | int] = {"value": value}
    if code is FaultCode.NOT_IN_LIST:
        facts["allowed"] = " ".join(column.allowed) if len(column.allowed) <= 6 else ""  # noqa: PLR2004 - a line's room
    if code is FaultCode.BELOW_MINIMUM:
        facts["min"] = column.minimum
    if code is FaultCode.ABOVE_MAXIMUM:
        facts["max"] = MAX_TEST_POINTS if column.kind is Kind.POINTS else column.maximum
    return facts


def _verdict(column: Column) -> pl.Expr:
    """Null for a good value, else the fault code. The first condition that holds decides."""
    value = pl.col(column.name)
    verdict = pl.when(pl.lit(False)).then(pl.lit(None, dtype=pl.String))
    if column.default is None:
        verdict = verdict.when(value == "").then(pl.lit(FaultCode.VALUE_MISSING.value))
    else:
        verdict = verdict.when(value == column.default).then(pl.lit(None, dtype=pl.String))
    for code, condition in _conditions(column, value):
        verdict = verdict.when(condition).then(pl.lit(code.value))
    return verdict.otherwise(pl.lit(None, dtype=pl.String))


def _conditions(column: Column, value: pl.Expr) -> list[tuple[FaultCode, pl.Expr]]:
    match column.kind:
        case Kind.REFERENCE | Kind.RANKING:
            return []  # looked up in the other table
        case Kind.ID | Kind.LANGUAGE:
            return [(FaultCode.ID_INVALID, value.str.contains(r"[\s\p{C}]"))]
        case Kind.APPLICANT_ID:
            return [
                (FaultCode.ID_INVALID, value.str.contains(r"[\s\p{C}]")),
                (FaultCode.PERSONAL_NUMBER, _personal_number(value)),
            ]
        case Kind.WHOLE_NUMBER:
            number = value.str.to_integer(strict=False)
            return [
                (FaultCode.BELOW_MINIMUM, value.str.contains(r"^-[0-9]+$")),
                (FaultCode.NOT_WHOLE_NUMBER, ~value.str.contains(r"^[0-9]+$")),
                (FaultCode.ABOVE_MAXIMUM, (value.str.len_bytes() > 9) | (number > column.maximum)),  # noqa: PLR2004 - 9 digits fit every number type
                (FaultCode.BELOW_MINIMUM, number < column.minimum),
            ]
        case Kind.POINTS:
            whole = value.str.extract(r"^([0-9]+)").str.strip_chars_start("0")
            return [
                (FaultCode.BELOW_MINIMUM, value.str.contains(r"^-[0-9]+(\.[0-9]+)?$")),
                (FaultCode.NOT_DECIMAL, ~value.str.contains(r"^[0-9]+(\.[0-9]+)?$")),
                (FaultCode.TOO_MANY_DECIMALS, value.str.contains(r"\.[0-9]{7,}$")),
                (
                    FaultCode.ABOVE_MAXIMUM,
                    (whole.str.len_bytes() > 7)  # noqa: PLR2004 - digits of a million
                    | (whole.str.to_integer(strict=False) >= MAX_TEST_POINTS)
                    & ~value.str.contains(r"^0*1000000(\.0+)?$"),
                ),
            ]
        case Kind.BOOLEAN:
            return [(FaultCode.NOT_BOOLEAN, ~value.is_in(["yes", "no"]))]
        case Kind.CODE:
            return [(FaultCode.NOT_IN_LIST, ~value.is_in(list(column.allowed)))]
        case Kind.MUNICIPALITY:
            return [(FaultCode.NOT_MUNICIPALITY, ~value.str.contains(r"^[0-9]{4}$"))]
        case Kind.SCHOOL_UNIT:
            return [(FaultCode.NOT_SCHOOL_UNIT, ~value.str.contains(r"^[0-9]{8}$"))]
        case Kind.PROGRAMME:
            return [(FaultCode.PROGRAMME_UNKNOWN, ~value.is_in(list(PROGRAMMES)))]
        case Kind.STUDY_PATH:
            return [(FaultCode.NOT_STUDY_PATH, ~value.str.contains(r"^[A-ZÅÄÖ0-9]{5,9}$"))]
        case Kind.MOMENT:
            bad = _moment_faults
            return [
                (code, value.map_batches(lambda values, code=code: bad(values, code), return_dtype=pl.Boolean))
                for code in (FaultCode.DATE_TIME_WITHOUT_ZONE, FaultCode.DATE_TIME_INVALID)
            ]

"""Rows of what the catalogue keeps beside the supply: earlier years' cut-offs, and schools' words.

A service's own list of educations has no code and no seats: the school and the study path say which offering it is.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gemensam.domains.admissions.inputs.file_changes import Plan, Values
from gemensam.domains.admissions.inputs.file_register import Register
from gemensam.domains.admissions.inputs.file_rows import CutOffRow, FactsRow, FileRow, RowFault, SupplyRow
from gemensam.domains.admissions.inputs.file_values import RowReader
from gemensam.domains.catalogue.study_paths import path_key
from gemensam.rules.indicators import public_cut_off
from gemensam.rules.terms import PROGRAMMES

WORDS = ("description", "leads_to_work", "leads_to_studies", "skill_test_text", "travel", "web_address")
_LIMITS = {"description": 4000, "travel": 1000, "web_address": 300}
_LANGUAGES = {"sv": "sv", "svenska": "sv", "en": "en", "engelska": "en", "english": "en"}
_MISSING = {"", ".", "..", "*", "-", "–"}
_UPPER_SECONDARY = {"", "gy", "gymnasieskola", "gymnasieskolan"}
_HIGHEST = Decimal(1000)  # merit with test points; more is a slip
WHOLE_PERCENT = 70  # a service's list with less than this of what is stored is half a list


def code_of(reader: RowReader) -> str:
    """A new offering's code where the file has none: school unit and study path."""
    return f"{reader.raw('school_unit_code')}-{reader.raw('study_path').upper()}"[:40]


def is_left_out(reader: RowReader, schools: Collection[str]) -> bool:
    """Whether a row of a service's list is of another school than the register's, or of another form of school.

    Whatever else is odd in such a row, it is nothing that the file's reader can do anything about.
    """
    form = reader.raw("school_form").casefold()
    return form not in _UPPER_SECONDARY or reader.raw("school_unit_code") not in schools


def left_out(row: int, mapping: Mapping[str, int]) -> SupplyRow:
    """A row that is counted, and nothing else."""
    return SupplyRow(
        row, str(row), "", "", "", 0, 0, "", "", "", 0, 0, "none", "", None, None,
        national_intake=False, ranking="", cancelled=False, given=frozenset(mapping),
    )  # fmt: skip


def programme_of(reader: RowReader) -> str:
    """The programme: from its own column, else the one that the study path begins with."""
    if reader.has("programme"):
        programme = reader.text("programme", required=True).upper()
        if programme and programme not in PROGRAMMES:
            reader.fault("programme", "programme", value=programme[:10])
        return programme
    path = reader.text("study_path", required=True).upper()
    for code in (path, path[:4], path[:3], f"{path[:2]}25", path[:2]):
        if code in PROGRAMMES:
            return code
    if path:
        reader.fault("study_path", "programme", value=path[:10])
    return path[:8]


def read_cut_off(reader: RowReader) -> Iterator[CutOffRow]:
    """One earlier year. A row without a figure (as services write it: "..") is nothing to keep."""
    path = reader.text("study_path", required=True, limit=12).upper()
    unit = reader.text("school_unit_code", required=True, limit=20)
    if reader.raw("lowest") in _MISSING and not reader.raw("median") and not reader.raw("admitted"):
        return
    year = _year(reader)
    lowest = None if reader.raw("lowest") in _MISSING else reader.decimal("lowest")
    median = None if reader.raw("median") in _MISSING else reader.decimal("median")
    for code, value in (("lowest", lowest), ("median", median)):
        if value is not None and value > _HIGHEST:
            reader.fault(code, "merit_too_high", value=str(value))
    if lowest is not None and median is not None and lowest > median:
        reader.fault("lowest", "lowest_over_median", lowest=str(lowest), median=str(median))
    yield CutOffRow(
        row=reader.row,
        year=year,
        school_unit_code=unit,
        study_path=path_key(path, path),
        programme=path.removesuffix("25")[:3] if path.startswith("IM") else path[:2],
        offering_code=reader.text("offering_code", limit=40),
        seats=reader.whole("seats"),
        admitted=reader.whole("admitted"),
        all_admitted=reader.yes("all_admitted"),
        first_choice_applicants=reader.whole("first_choice_applicants"),
        lowest=lowest,
        median=median,
    )


def _year(reader: RowReader) -> int:
    """2026, HT26, HT2026 and 2026/27 are all the admission of 2026."""
    text = reader.text("year", required=True, limit=20)
    found = re.fullmatch(r"(?:HT|VT)?\s*(\d{4}|\d{2})(?:\s*/\s*\d{2,4})?", text.upper())
    year = 0 if found is None else int(found[1]) + (2000 if len(found[1]) == 2 else 0)
    if text and not 1990 <= year <= reader.today.year:
        reader.fault("year", "admission_year", value=text[:20])
    return year


def read_facts(reader: RowReader, mapping: Mapping[str, int]) -> Iterator[FactsRow]:
    """The words on one offering, in one language."""
    written = reader.raw("language").casefold() or "sv"
    if written not in _LANGUAGES:
        reader.fault("language", "language_of_words", value=written[:20])
    words = {code: reader.text(code, limit=_LIMITS.get(code, 2000)) for code in WORDS if code in mapping}
    address = words.get("web_address", "")
    if address and not re.fullmatch(r"https?://[^\s<>\"']+", address):
        reader.fault("web_address", "web_address", value=address[:60])
    code = reader.text("offering_code", required=True, limit=40)
    yield FactsRow(reader.row, code, _LANGUAGES.get(written, "sv"), words)


def other_schools(rows: Sequence[FileRow], register: Register) -> int:
    """How many rows of a service's list are left out: of schools not in the register, or of another form of school."""
    return sum(_is_elsewhere(row, register) for row in rows)


def _is_elsewhere(row: FileRow, register: Register) -> bool:
    listed = isinstance(row, SupplyRow) and "code" not in row.given
    return listed and row.school_unit_code not in register.school_units  # type: ignore[union-attr]  # a supply row


def stored_offering(row: SupplyRow, register: Register) -> Any | None:
    """The stored offering of the same school and study path, where the file has no codes and there is one."""
    if "code" in row.given:
        return None
    key = (row.school_unit_code, path_key(row.study_path, row.programme))
    same = [
        one
        for one in register.offerings.values()
        if (one.school_unit.school_unit_code, path_key(one.study_path, one.programme)) == key
    ]
    return same[0] if len(same) == 1 else None


def plan_catalogue(rows: Sequence[FileRow], register: Register, plan: Plan, *, year: int) -> None:
    """Plan earlier years and schools' words; find a service's list that is only half."""
    listed = [row for row in rows if isinstance(row, SupplyRow) and "code" not in row.given]
    ours = [row for row in listed if not _is_elsewhere(row, register)]
    if listed and len(ours) * 100 < len(register.offerings) * WHOLE_PERCENT:
        facts = {"found": str(len(ours)), "stored": str(len(register.offerings))}
        plan.faults.append(RowFault(0, "", "half_dump", facts))
    for row in rows:
        if isinstance(row, CutOffRow):
            _plan_cut_off(row, register, plan)
        elif isinstance(row, FactsRow):
            _plan_facts(row, register, plan)


def _plan_cut_off(row: CutOffRow, register: Register, plan: Plan) -> None:
    if row.school_unit_code not in register.school_units:
        plan.faults.append(RowFault(row.row, "", "school_unit_unknown", {"code": row.school_unit_code}))
        return
    shown = public_cut_off(
        seats=row.seats,
        admitted=row.admitted,
        all_admitted=row.all_admitted,
        first_choice_applicants=row.first_choice_applicants,
        lowest=None if row.lowest is None else Fraction(row.lowest),
        median=None if row.median is None else Fraction(row.median),
    )
    after: Values = {
        "programme": row.programme,
        "seats": row.seats,
        "first_choice_applicants": shown.first_choice_applicants,
        "lowest": figure(row.lowest if shown.lowest is not None else None),
        "median": figure(row.median if shown.median is not None else None),
        "reason": shown.reason,
    }
    key = (row.school_unit_code, row.study_path, row.offering_code, row.year)
    stored = register.past.get(key)
    before = None if stored is None else cut_off_values(stored)
    plan.add("cut_off", ":".join(map(str, key)), before, after, row.row)


def figure(value: Decimal | None) -> str | None:
    """A figure as text without zeros at the end, so that 240 and 240,00 are the same."""
    return None if value is None else f"{value.normalize():f}"


def cut_off_values(stored: Any) -> Values:
    """What is stored of an earlier year, as a plan has it."""
    plain = ("programme", "seats", "first_choice_applicants", "reason")
    return {
        **{name: getattr(stored, name) for name in plain},
        "lowest": figure(stored.lowest),
        "median": figure(stored.median),
    }


def _plan_facts(row: FactsRow, register: Register, plan: Plan) -> None:
    if row.offering_code not in register.offerings:
        plan.faults.append(RowFault(row.row, "", "offering_unknown", {"code": row.offering_code}))
        return
    stored = register.words.get((row.offering_code, row.language))
    before = None if stored is None else {name: getattr(stored, name) for name in row.words}
    plan.add("facts", f"{row.offering_code}:{row.language}", before, dict(row.words), row.row)

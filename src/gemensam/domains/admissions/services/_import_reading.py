"""From the stored file to typed rows and a plan: what checking and committing both do, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from gemensam.domains.admissions.inputs.file_catalogue import other_schools
from gemensam.domains.admissions.inputs.file_changes import Plan, PlanSettings
from gemensam.domains.admissions.inputs.file_parse import ParsedFile, SheetReading, parse_sheet
from gemensam.domains.admissions.inputs.file_plan import make_plan
from gemensam.domains.admissions.inputs.file_register import Register, load_register
from gemensam.domains.admissions.inputs.file_rows import (
    WITHOUT_PERSONS,
    FileRow,
    GradeRow,
    PupilRow,
    SupplyRow,
)
from gemensam.domains.admissions.models import AdmissionsOffice, CalendarDate, ImportBatch
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.documents.storage import read
from gemensam.foundation.documents.tables import Cell, Sheet, Workbook, read_workbook
from gemensam.rules.merit import RULES as MERIT_RULES
from gemensam.rules.merit import merit_value
from gemensam.rules.terms import SubjectGrade

LATE_FROM = "re_choice_closes"


@dataclass(frozen=True, slots=True)
class ReadImport:
    """A batch's file, read and planned."""

    parsed: ParsedFile
    plan: Plan
    register_digest: str
    totals: dict[str, object]


def stored_workbook(batch: ImportBatch) -> Workbook:
    """Read the batch's file. Raises TableRefused when it cannot be trusted or read."""
    return read_workbook(read(batch.file_id), batch.file_name)


def sheet_of(batch: ImportBatch, workbook: Workbook) -> Sheet:
    """The sheet that the sender chose, else the first one that holds anything."""
    named = [sheet for sheet in workbook.sheets if sheet.name == batch.sheet]
    filled = [sheet for sheet in workbook.sheets if sheet.rows]
    return (named or filled or list(workbook.sheets))[0]


def texts_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """The row's cells as text, for titles."""
    return tuple(cell.text.strip() for cell in row)


def parse_import(batch: ImportBatch) -> ParsedFile:
    """Read and parse the batch's file. Takes no lock; of the register it looks only at which schools there are."""
    sheet = sheet_of(batch, stored_workbook(batch))
    reading = SheetReading(
        kind=batch.kind,
        titles=tuple(batch.columns),
        header_row=batch.header_row,
        mapping={code: int(index) for code, index in batch.mapping.items()},
        registered_at=batch.registered_at,
        today=batch.uploaded_at.date(),
        schools=_school_codes(),
    )
    return parse_sheet(sheet.rows, reading)


def _school_codes() -> frozenset[str]:
    codes = Organisation.objects.exclude(school_unit_code="").values_list("school_unit_code", flat=True)
    return frozenset(code for code in codes if code)


def plan_import(batch: ImportBatch, parsed: ParsedFile) -> ReadImport:
    """Plan the parsed file against the register as it is now.

    Lateness and dates to come are judged by when the file came in, so that what is committed is what was shown.
    """
    register = load_register(batch=batch, civic_numbers=_numbers(parsed.rows))
    plan = make_plan(parsed.rows, register, _settings(batch, parsed))
    totals = control_totals(parsed, register, batch.office)
    return ReadImport(parsed, plan, plan.digest(totals), totals)


def _numbers(rows: Sequence[FileRow]) -> list[str]:
    numbers = [row.civic_no.value for row in rows if not isinstance(row, WITHOUT_PERSONS)]
    for row in rows:
        if isinstance(row, PupilRow):
            numbers += [one.civic_no.value for one in row.guardians if one.civic_no is not None]
    return numbers


def _settings(batch: ImportBatch, parsed: ParsedFile) -> PlanSettings:
    late_from = CalendarDate.objects.filter(office=batch.office_id, year=batch.year, event=LATE_FROM).first()
    return PlanSettings(
        batch=batch,
        own_units=_own_units(batch),
        late_from=late_from.at if late_from else None,
        at=batch.uploaded_at,
        broken=parsed.broken,
    )


def _own_units(batch: ImportBatch) -> frozenset[UUID] | None:
    """The sender itself and everything below it; None for the office, which sends for all."""
    if batch.sender_id == batch.office.organisation_id:
        return None
    found, below = {batch.sender_id}, [batch.sender_id]
    while below:
        children = Organisation.objects.filter(parent__in=below).exclude(pk__in=found)
        below = list(children.values_list("pk", flat=True))
        found.update(below)
    return frozenset(found)


def control_totals(parsed: ParsedFile, register: Register, office: AdmissionsOffice) -> dict[str, object]:
    """The sums that the sender compares with their own system: rows, persons, merit, and the same per school."""
    persons = {row.civic_no.value for row in parsed.rows if not isinstance(row, WITHOUT_PERSONS)}
    totals: dict[str, object] = {"rows": parsed.lines, "persons": len(persons)}
    schools: dict[str, list[object]] = {}
    merits = _merits(parsed.rows, office)
    for number in sorted(persons):
        school = _school_of(number, parsed.rows, register)
        entry = schools.setdefault(school, [0, Fraction(0)])
        entry[0] = entry[0] + 1  # type: ignore[operator]  # a number
        entry[1] = entry[1] + merits.get(number, Fraction(0))  # type: ignore[operator]  # a fraction
    if merits:
        totals["merit"] = _decimal(sum(merits.values(), Fraction(0)))
    totals["schools"] = [
        {"school": school, "persons": entry[0], "merit": _decimal(entry[1]) if merits else None}  # type: ignore[arg-type]  # a fraction
        for school, entry in sorted(schools.items())
    ]
    seats = [row.seats for row in parsed.rows if isinstance(row, SupplyRow)]
    if seats:
        totals["seats"] = sum(seats)
    if elsewhere := other_schools(parsed.rows, register):
        totals["other_schools"] = elsewhere
    return totals


def _school_of(number: str, rows: Sequence[FileRow], register: Register) -> str:
    person = register.persons.get(number)
    application = register.applications.get(person.pk) if person else None
    names = {unit.pk: unit.display_name for unit in register.school_units.values()}
    if application is not None and application.school_unit_id in names:
        return names[application.school_unit_id]
    return ""


def _merits(rows: Sequence[FileRow], office: AdmissionsOffice) -> dict[str, Fraction]:
    """Merit of each pupil from the grades of the file alone, the latest of each subject (GF 7 kap. 4 §)."""
    grades: dict[str, dict[tuple[str, str], SubjectGrade]] = {}
    dated = sorted((row for row in rows if isinstance(row, GradeRow)), key=lambda row: row.registered_at)
    for row in dated:
        grade = SubjectGrade(row.subject, row.grade, row.role or "", row.language or "")
        grades.setdefault(row.civic_no.value, {})[grade.subject, grade.language] = grade
    rules = MERIT_RULES[office.rules]
    return {
        number: merit_value(tuple(some.values()), rules).value or Fraction(0)
        for number, some in grades.items()
    }


def _decimal(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))

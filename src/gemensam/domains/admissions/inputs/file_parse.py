"""A sheet and its column matching → typed rows and every fault at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gemensam.domains.admissions.inputs.file_catalogue import (
    code_of,
    is_left_out,
    left_out,
    programme_of,
    read_cut_off,
    read_facts,
)
from gemensam.domains.admissions.inputs.file_fields import GRADE_PREFIX, LANGUAGE_PREFIX, LANGUAGE_SUBJECTS
from gemensam.domains.admissions.inputs.file_rows import (
    ChoiceRow,
    CutOffRow,
    FactsRow,
    FileRow,
    GradeRow,
    GuardianRow,
    OpenHouseRow,
    PupilRow,
    RowFault,
    SupplyRow,
)
from gemensam.domains.admissions.inputs.file_values import RowReader
from gemensam.domains.admissions.inputs.file_visits import read_open_house
from gemensam.domains.admissions.models import ImportKind
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.documents.tables import Cell, CellKind
from gemensam.rules.terms import PROGRAMMES, ROLES, ROLES_OF_SUBJECT, SUBJECTS

_SKILL_TESTS = {
    "nej": "none", "inget": "none", "none": "none", "ger tillägg": "adds", "tillägg": "adds", "adds": "adds",
    "krävs": "required", "krav": "required", "required": "required",
}  # fmt: skip
_RECEPTION = {
    "första hand": "first_hand", "förstahand": "first_hand", "1": "first_hand", "first_hand": "first_hand",
    "andra hand": "second_hand", "andrahand": "second_hand", "2": "second_hand", "second_hand": "second_hand",
}  # fmt: skip
_ROLES = {
    **{role: role for role in ROLES},
    "språkval": "language_choice", "elevens val": "optional_language", "modersmål": "mother_tongue",
    "obligatoriskt": "compulsory", "övrigt": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How a sheet is to be read. ``mapping``: field → column index; ``registered_at``: when no column says.

    ``schools``: codes of the units of the register, by which a service's list of the whole country is read.
    """

    kind: str
    titles: tuple[str, ...]
    header_row: int  # counted from 1, as the spreadsheet does
    mapping: Mapping[str, int]
    registered_at: datetime | None
    today: date
    schools: frozenset[str] = frozenset()

    @property
    def is_list_of_a_service(self) -> bool:
        """Whether it is a list of educations without codes of ours."""
        return self.kind == ImportKind.SUPPLY and "code" not in self.mapping


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """Typed rows, and the faults. With any fault nothing of the file is used.

    ``broken``: civic numbers of persons with a row that could not be read, so that their rows are not the whole.
    """

    rows: tuple[FileRow, ...]
    faults: tuple[RowFault, ...]
    lines: int  # rows that hold anything
    broken: frozenset[str] = frozenset()


def parse_sheet(rows: Sequence[Sequence[Cell]], reading: SheetReading) -> ParsedFile:
    """Read every row below the header. Blank rows are passed over; the first cell of a sum row is a fault."""
    titles = {code: reading.titles[index] for code, index in reading.mapping.items()}
    parsed: list[FileRow] = []
    faults: list[RowFault] = []
    broken: set[str] = set()
    lines = 0
    seen: set[FileRow] = set()
    read = _READERS[reading.kind]
    for number, cells in enumerate(rows[reading.header_row :], start=reading.header_row + 1):
        if all(_is_blank(cell) for cell in cells):
            continue
        lines += 1
        by_code = {code: cells[index] for code, index in reading.mapping.items() if index < len(cells)}
        reader = RowReader(number, by_code, titles, reading.today)
        found = list(read(reader, reading))
        if reading.is_list_of_a_service:  # which says the same education twice when it starts twice
            same = {replace(one, row=0) for one in found}
            found = [] if same <= seen else found
            seen |= same
        if reader.faults:
            broken.add(reader.number)
        else:
            parsed += found
        faults += reader.faults
    if lines == 0:
        faults.append(RowFault(0, "", "no_rows"))
    faults += _repeated(parsed, titles)
    places = {title: index for index, title in reversed(list(enumerate(reading.titles)))}
    in_order = tuple(sorted(faults, key=lambda fault: (fault.row, places.get(fault.column, -1))))
    return ParsedFile(tuple(parsed), in_order, lines, frozenset(broken))


def _is_blank(cell: Cell) -> bool:
    return cell.kind is CellKind.EMPTY or (cell.kind is CellKind.TEXT and not cell.text.strip())


def _supply(reader: RowReader, reading: SheetReading) -> Iterator[SupplyRow]:
    if reading.is_list_of_a_service and is_left_out(reader, reading.schools):
        yield left_out(reader.row, reading.mapping)
        return
    programme = programme_of(reader)
    seats = reader.whole("seats", required="seats" in reading.mapping) or 0
    quota, tests = reader.whole("free_quota_seats") or 0, reader.whole("test_seats") or 0
    if quota + tests > seats and not reader.faults:
        reader.fault("seats", "quotas_over_seats", seats=str(seats), quotas=str(quota + tests))
    pool, pool_seats = reader.text("pool"), reader.whole("pool_seats")
    if bool(pool) != (pool_seats is not None):
        reader.fault("pool_seats" if pool else "pool", "pool_incomplete")
    planned = reader.whole("planned_seats")
    yield SupplyRow(
        row=reader.row,
        code=_without_spaces(reader, "code") if "code" in reading.mapping else code_of(reader),
        title=reader.text("title", required=True, limit=160),
        school_unit_code=_school_code(reader, required=True),
        programme=programme,
        seats=seats,
        planned_seats=seats if planned is None else planned,
        orientation=reader.text("orientation", limit=120),
        study_path=reader.text("study_path", limit=9).upper(),
        base_programme=_base_programme(reader),
        free_quota_seats=quota,
        test_seats=tests,
        skill_test=reader.one_of("skill_test", _SKILL_TESTS, empty="none"),
        pool=pool,
        pool_seats=pool_seats,
        pool_order=reader.whole("pool_order", least=1, most=1000),
        national_intake=reader.yes("national_intake"),
        ranking=reader.text("ranking", limit=40) or "default",
        cancelled=reader.yes("cancelled"),
        given=frozenset(reading.mapping),
    )


def _base_programme(reader: RowReader) -> str:
    code = reader.text("base_programme").upper()
    if code and code not in PROGRAMMES:
        reader.fault("base_programme", "programme", value=code[:10])
    return code


def _without_spaces(reader: RowReader, code: str) -> str:
    value = reader.text(code, required=True, limit=40)
    if " " in value:
        reader.fault(code, "has_space", value=value[:40])
    return value


def _school_code(reader: RowReader, *, required: bool) -> str:
    value = reader.text("school_unit_code", required=required, limit=20)
    if value and not (value.isascii() and value.isdigit() and len(value) == 8):
        reader.fault("school_unit_code", "school_unit_code", value=value[:20])
    return value


def _pupil(reader: RowReader, reading: SheetReading) -> Iterator[PupilRow]:
    civic_no = reader.civic_no("civic_no")

    def if_mapped(code: str, read: Callable[[str], object]) -> object:
        return read(code) if code in reading.mapping else None

    pupil = {
        "given_name": reader.text("given_name", required=True, limit=100),
        "family_name": reader.text("family_name", required=True, limit=100),
        "home_municipality": reader.text("home_municipality", required=True, limit=40),
        "school_unit_code": _school_code(reader, required=True),
        "class_name": if_mapped("class_name", lambda code: _class_name(reader, code)),
        "security_marking": if_mapped("security_marking", reader.security_marking),
        "email": if_mapped("email", reader.email),
        "phone": if_mapped("phone", lambda code: reader.text(code, limit=40)),
        "lives_in_area_of": if_mapped("lives_in_area_of", reader.text),
        "completed_upper_secondary": if_mapped("completed_upper_secondary", reader.yes),
        "comparable_grades": if_mapped("comparable_grades", reader.yes),
        "reduced_timetable": if_mapped("reduced_timetable", reader.yes),
    }
    if civic_no is not None:
        guardians = tuple(filter(None, (_guardian(reader, number) for number in (1, 2))))
        _check_guardians(reader, civic_no, guardians)
        yield PupilRow(row=reader.row, civic_no=civic_no, guardians=guardians, **pupil)  # type: ignore[arg-type]  # read above, by name


def _class_name(reader: RowReader, code: str) -> str:
    """A class of the ninth year says so: by another name a pupil would be sorted among those who do not leave."""
    value = reader.text(code, limit=20)
    if value and "9" not in value:
        reader.fault(code, "class_without_nine", value=value)
    return value


def _guardian(reader: RowReader, number: int) -> GuardianRow | None:
    prefix = f"guardian{number}_"
    names = {
        "given_name": reader.text(prefix + "given_name", limit=100),
        "family_name": reader.text(prefix + "family_name", limit=100),
        "email": reader.email(prefix + "email"),
    }
    civic_no = reader.civic_no(f"guardian{number}_civic_no", required=False)
    if civic_no is None and not any(names.values()):
        return None
    if not (names["given_name"] and names["family_name"]):
        reader.fault(f"guardian{number}_family_name", "guardian_name")
    return GuardianRow(civic_no, **names)


def _check_guardians(reader: RowReader, child: CivicNumber, guardians: Sequence[GuardianRow]) -> None:
    """A guardian is somebody else than the pupil, and the two are different persons."""
    seen = {child.value}
    for number, guardian in enumerate(guardians, start=1):
        if guardian.civic_no is None:
            continue
        if guardian.civic_no.value in seen:
            reader.fault(f"guardian{number}_civic_no", "guardian_twice")
        seen.add(guardian.civic_no.value)


def _grades(reader: RowReader, reading: SheetReading) -> Iterator[GradeRow]:
    civic_no = reader.civic_no("civic_no")
    _school_code(reader, required=False)
    at = reader.moment("registered_at") or reading.registered_at
    if at is None and not reader.faults:
        reader.fault("registered_at", "no_registration_time")
    if civic_no is None:  # often a row of sums: one fault is enough
        return
    if "subject" in reading.mapping:
        yield from _long_grade(reader, civic_no, at)
        return
    for subject in SUBJECTS:
        code = GRADE_PREFIX + subject
        grade = reader.grade(code) if reader.has(code) else ""
        if grade:
            language = _language(reader, subject, LANGUAGE_PREFIX + subject)
            if at is None:
                continue
            yield GradeRow(reader.row, civic_no, subject, language, grade, None, at)


def _language(reader: RowReader, subject: str, code: str) -> str | None:
    """The language of a language subject; None when the file does not say. Other subjects have none."""
    if subject not in LANGUAGE_SUBJECTS:
        return ""
    return reader.text(code, limit=8).upper() or None


def _long_grade(reader: RowReader, civic_no: CivicNumber, at: datetime | None) -> Iterator[GradeRow]:
    subject = reader.text("subject", required=True).upper()
    if subject and subject not in SUBJECTS:
        reader.fault("subject", "subject", value=subject[:10])
        return
    grade = reader.grade("grade")
    if not grade and not reader.faults:
        reader.fault("grade", "empty")
    if subject and grade:
        language = _language(reader, subject, "language")
        role = reader.one_of("role", _ROLES, empty="") or None
        if role is not None and role not in ROLES_OF_SUBJECT[subject]:
            allowed = ", ".join(ROLES_OF_SUBJECT[subject])
            reader.fault("role", "not_one_of", value=role, allowed=allowed)
        if at is not None:
            yield GradeRow(reader.row, civic_no, subject, language, grade, role, at)


def _choice(reader: RowReader, reading: SheetReading) -> Iterator[ChoiceRow]:
    civic_no = reader.civic_no("civic_no")
    rank = reader.whole("rank", required=True, least=1, most=50)
    code = _without_spaces(reader, "offering_code")
    row: dict[str, Any] = {
        "late": reader.yes("late") if "late" in reading.mapping else None,
        "free_quota": reader.yes("free_quota"),
        "test_points": reader.decimal("test_points"),
        "test_passed": reader.yes("test_passed"),
        "reception": reader.one_of("reception", _RECEPTION, empty=""),
        "english_exemption": reader.yes("english_exemption"),
    }
    if civic_no is not None and rank is not None and code:
        yield ChoiceRow(
            row=reader.row,
            civic_no=civic_no,
            rank=rank,
            offering_code=code,
            given=frozenset(reading.mapping),
            **row,
        )


_READERS: dict[str, Callable[[RowReader, SheetReading], Iterator[FileRow]]] = {
    ImportKind.SUPPLY: _supply,
    ImportKind.PUPILS: _pupil,
    ImportKind.GRADES: _grades,
    ImportKind.CHOICES: _choice,
    ImportKind.CUT_OFFS: lambda reader, _reading: read_cut_off(reader),
    ImportKind.OPEN_HOUSES: lambda reader, _reading: read_open_house(reader),
    ImportKind.FACTS: lambda reader, reading: read_facts(reader, reading.mapping),
}


_KEYS: dict[type, tuple[str, ...]] = {
    SupplyRow: ("code",),
    CutOffRow: ("school_unit_code", "study_path", "offering_code", "year"),
    FactsRow: ("offering_code", "language"),
    OpenHouseRow: ("school_unit_code", "offering_code", "starts"),
}


def _key(row: FileRow) -> tuple[object, ...]:
    match row:
        case PupilRow():
            return (row.civic_no.value,)
        case GradeRow():
            return (row.civic_no.value, row.subject, row.language or "", row.registered_at)
        case ChoiceRow():
            return (row.civic_no.value, row.rank)
    return tuple(getattr(row, name) for name in _KEYS[type(row)])


_KEY_COLUMN = {
    SupplyRow: "code", PupilRow: "civic_no", GradeRow: "civic_no", ChoiceRow: "rank", CutOffRow: "study_path",
    FactsRow: "offering_code", OpenHouseRow: "day",
}  # fmt: skip


def _repeated(rows: Sequence[FileRow], titles: Mapping[str, str]) -> Iterator[RowFault]:
    """A row that says again what an earlier row said, or that two choices are the same."""
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        column = titles.get(_KEY_COLUMN[type(row)], "")
        first = seen.setdefault(_key(row), row.row)
        if first != row.row:
            yield RowFault(row.row, column, "repeated", {"first": str(first)})
        if isinstance(row, ChoiceRow):
            other = seen.setdefault((row.civic_no.value, row.offering_code, "offering"), row.row)
            if other != row.row:
                yield RowFault(
                    row.row, titles.get("offering_code", ""), "offering_twice", {"first": str(other)}
                )

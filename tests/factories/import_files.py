"""Small files as people make them, and the way of a file through the services."""

import io
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import xlsxwriter

from gemensam.domains.admissions.models import Application, Choice, Grade, ImportBatch
from gemensam.domains.admissions.services.check_import import check_import
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.confirm_import import confirm_import
from gemensam.domains.admissions.services.save_matching import save_matching
from gemensam.domains.admissions.services.upload_file import upload_file
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Person, Responsible
from tests.factories.small_round import AT, COMPULSORY, YEAR, SmallRound, civic_number
from tests.foundation.documents.files import ods as ods_file
from tests.foundation.documents.files import ods_cell

Rows = Sequence[Sequence[object]]
LATER = AT + timedelta(days=1)
WIDE = ("Personnummer", "Namn", "Betygsdatum", *COMPULSORY)
PUPILS = (
    "Personnummer", "Förnamn", "Efternamn", "Hemkommun", "Skolenhetskod", "Klass", "Skyddade personuppgifter",
    "E-post", "Vårdnadshavare 1 personnummer", "Vårdnadshavare 1 förnamn", "Vårdnadshavare 1 efternamn",
    "Vårdnadshavare 1 e-post",
)  # fmt: skip
SUPPLY = ("Utbildningskod", "Utbildning", "Skolenhetskod", "Program", "Antagningstal")
CHOICES = ("Personnummer", "Val", "Utbildningskod")


def xlsx(rows: Rows, *, merge: str = "", name: str = "Blad1") -> bytes:
    """A workbook: texts as text, numbers as numbers, dates as dates, ``=…`` as a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet, day = book.add_worksheet(name), book.add_format({"num_format": "yyyy-mm-dd"})
    if merge:
        sheet.merge_range(merge, "")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, day)
    book.close()
    return target.getvalue()


def _write(sheet: object, row: int, column: int, value: object, day: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, column, value, None, 1)
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)


def csv(rows: Rows, *, encoding: str = "utf-8-sig", separator: str = ";") -> bytes:
    """A text file."""
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def ods(rows: Rows) -> bytes:
    """An OpenDocument sheet of texts."""
    lines = []
    for row in rows:
        cells = "".join(ods_cell(str(value)) for value in row)
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    return ods_file("".join(lines))


def upload(
    small: SmallRound,
    kind: str,
    content: bytes,
    *,
    name: str = "fil.xlsx",
    actor: Actor | None = None,
    sender: UUID | None = None,
    at: datetime = AT,
    registered_at: datetime | None = None,
    declared: dict[str, str] | None = None,
) -> ImportBatch:
    """Upload as the office does, unless someone else is named."""
    return upload_file(
        actor=actor or small.officer, office_id=small.office.pk, year=YEAR, kind=kind,
        sender_id=sender or small.office_organisation.pk, name=name, content=content,
        registered_at=registered_at, declared=declared or {}, at=at,
    )  # fmt: skip


def checked(
    small: SmallRound,
    kind: str,
    content: bytes,
    *,
    actor: Actor | None = None,
    at: datetime = AT,
    **options: object,
) -> ImportBatch:
    """Upload, match as found by the titles, and check."""
    batch = upload(small, kind, content, actor=actor, at=at, **options)
    who = actor or small.officer
    save_matching(actor=who, batch_id=batch.pk, mapping=batch.mapping, registered_at=None, at=at)
    return check_import(actor=who, batch_id=batch.pk, at=at + timedelta(minutes=1))


def confirmed(small: SmallRound, kind: str, content: bytes, **options: object) -> ImportBatch:
    """Checked without faults, and confirmed."""
    batch = checked(small, kind, content, **options)
    assert batch.state == "previewed", batch.faults
    at = options.get("at", AT)
    return confirm_import(actor=options.get("actor") or small.officer, batch_id=batch.pk, at=at)


def committed(small: SmallRound, kind: str, content: bytes, **options: object) -> ImportBatch:
    """All the way into the register."""
    batch = confirmed(small, kind, content, **options)
    at = options.get("at", AT)
    return commit_import(actor=options.get("actor") or small.officer, batch_id=batch.pk, at=at)


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    """Row, column and code of each fault."""
    return [(one["row"], one["column"], one["code"]) for one in json.loads(batch.faults)]


def counts(batch: ImportBatch) -> dict:
    """What the preview says would be added and changed."""
    return json.loads(batch.preview)["counts"]


def register() -> list:
    """Everything that an import can change, without ids that may differ."""
    tables = (
        (Person, "civic_no_index", "given_name", "family_name", "security_marking", "sort_key"),
        (Application, "person__civic_no_index", "class_name", "school_unit__display_name"),
        (Grade, "person__civic_no_index", "subject", "language", "grade", "role", "registered_at"),
        (
            Choice,
            "application__person__civic_no_index",
            "rank",
            "offering__code",
            "late",
            "test_points",
            "free_quota",
        ),
        (Offering, "code", "title", "seats", "planned_seats", "sort_key", "cancelled"),
        (Responsible, "child__civic_no_index", "guardian__civic_no_index", "has_custody", "ends"),
    )
    return [
        sorted(tuple(map(_plain, row)) for row in model.objects.values_list(*names))
        for model, *names in tables
    ]


def _plain(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def wide(*, day: object = date(2027, 6, 18), pupils: int = 2, **other: str) -> list:
    """A row a pupil with all sixteen subjects: ``other`` grades by subject for the first one."""
    first = [other.get(subject, "A") for subject in COMPULSORY]
    rest = [["E" if place < number else "A" for place in range(16)] for number in range(1, pupils)]
    rows = [
        [civic_number(number).formatted(), "Prov", day, *marks] for number, marks in enumerate([first, *rest])
    ]
    return [WIDE, *rows]


def pupil(
    serial: int, *, marking: str = "nej", email: str = "", guardian: int | None = None, family: str = "Ek"
) -> list:
    """A pupil's row, and perhaps a guardian's."""
    who = ["", "", "", ""]
    if guardian is not None:
        who = [civic_number(guardian).formatted(), "Bo", "Ek", f"bo{guardian}@exempel.se"]
    number = civic_number(serial).formatted()
    return [number, "Alva", family, "Sundsvall", "99228120", "9B", marking, email, *who]

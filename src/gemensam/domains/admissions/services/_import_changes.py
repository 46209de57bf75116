"""Carry out planned changes in bulk, keep what undoing them needs, and take them back."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from django.db.models import Field

from gemensam.domains.admissions.inputs.file_changes import Change, Values
from gemensam.domains.admissions.models import Application, Choice, Grade, ImportBatch, ImportChange
from gemensam.domains.admissions.services._import_catalogue import apply_cut_offs, apply_facts
from gemensam.domains.admissions.services._import_stops import note_stops
from gemensam.domains.admissions.services._import_visits import apply_open_houses
from gemensam.domains.catalogue.queries import offering_ids
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import Person, RelationType, Responsible
from gemensam.foundation.fields.keys import blind_index

_BATCH = 1_000
_ORDER = (
    "offering",
    "cut_off",
    "facts",
    "open_house",
    "person",
    "responsible",
    "application",
    "grade",
    "choices",
)
_REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I or O: they are read wrongly aloud


def apply_changes(batch: ImportBatch, changes: Iterable[Change], *, actor: Actor, at: datetime) -> int:
    """Apply the changes and store them for undo; return how many. Must run in the caller's transaction."""
    by_table: dict[str, list[Change]] = {table: [] for table in _ORDER}
    for change in changes:
        by_table[change.table].append(change)
    for table in _ORDER:
        if by_table[table]:
            _APPLY[table](batch, by_table[table], actor, at)
    ordered = [change for table in _ORDER for change in by_table[table]]
    ImportChange.objects.bulk_create(
        (
            ImportChange(
                batch=batch,
                sequence=number,
                table=change.table,
                object_key=sha256(change.key.encode()).hexdigest()[:40],
                before="" if change.before is None else _json(change.key, change.before),
                after=_json(change.key, change.after),
            )
            for number, change in enumerate(ordered)
        ),
        batch_size=_BATCH,
    )
    return len(ordered)


def _json(key: str, values: Values) -> str:
    return json.dumps({"key": key, "values": values}, ensure_ascii=False, sort_keys=True)


def _offerings(batch: ImportBatch, changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    rows = [OfferingRow(code=change.key, values=change.after) for change in changes]
    save_offerings(actor=actor, year=batch.year, rows=rows, at=at)
    note_stops(batch, changes, actor, at)


def _persons(batch: ImportBatch, changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    new = [change for change in changes if change.before is None]
    Person.objects.bulk_create((_new_person(change) for change in new), batch_size=_BATCH)
    _update(Person, [change for change in changes if change.before is not None])


def _new_person(change: Change) -> Person:
    values = dict(change.after)
    number = CivicNumber.stored(str(values.pop("civic_no")))
    return Person(
        pk=UUID(change.key),
        civic_no=number.value,
        civic_no_index=blind_index(number.value),
        civic_no_type=number.kind.value,
        birth_date=number.birth_date,
        sex=_sex(number),
        **values,
    )


def _sex(number: CivicNumber) -> str:
    """The last but one digit is odd for men (folkbokföringslagen 18 §); a TF number does not say."""
    digit = number.value[10]
    if not digit.isdigit() or number.value[8] == "T":
        return "unknown"
    return "man" if int(digit) % 2 else "woman"


def _update(model: type[Person] | type[Application], changes: Sequence[Change]) -> None:
    """Write changed fields row by row kind: rows that change the same fields go together."""
    by_fields: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        by_fields.setdefault(tuple(sorted(change.after)), []).append(change)
    for names, some in by_fields.items():
        rows: dict[UUID, Any] = model.objects.in_bulk([UUID(change.key) for change in some])
        for change in some:
            for name in names:
                setattr(rows[UUID(change.key)], name, change.after[name])
        fields = [*names, *_compute(model, rows.values())]
        model.objects.bulk_update(list(rows.values()), fields, batch_size=200)


def _compute(model: type[Person] | type[Application], rows: Iterable[Person | Application]) -> list[str]:
    """Renew what is computed from other fields, which writing in bulk does not; return those fields' names."""
    names = [name for name in ("sort_key", "search") if model is Person]
    for row in rows:
        for name in names:
            cast("Field[Any, Any]", model._meta.get_field(name)).pre_save(row, False)
    return names


def custody_starts(year: int) -> date:
    """A file does not say when custody began: some day before anyone who applies in the year was of school age."""
    return date(year - 17, 1, 1)


def _responsibles(batch: ImportBatch, changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    rows = [
        Responsible(
            child_id=UUID(child),
            guardian_id=UUID(guardian),
            relation_type=RelationType.GUARDIAN,
            has_custody=True,
            starts=custody_starts(batch.year),
        )
        for child, guardian in (change.key.split(":") for change in changes)
    ]
    Responsible.objects.bulk_create(rows, batch_size=_BATCH)


def _applications(batch: ImportBatch, changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    stored = {
        application.person_id: application
        for application in Application.objects.filter(office=batch.office_id, year=batch.year)
    }
    new: list[Application] = []
    old: list[Application] = []
    for change in changes:
        person = UUID(change.key)
        application = stored.get(person) or Application(
            office_id=batch.office_id, year=batch.year, person_id=person, reference=_reference(batch, person)
        )
        for name, value in change.after.items():
            setattr(application, "school_unit_id" if name == "school_unit" else name, value)
        (old if person in stored else new).append(application)
    Application.objects.bulk_create(new, batch_size=_BATCH)
    names = sorted({name for change in changes for name in change.after})
    if old:
        Application.objects.bulk_update(old, names, batch_size=200)


def _reference(batch: ImportBatch, person: UUID) -> str:
    """A reference that tells nothing and stays when someone withdraws and applies again (so does the lottery)."""
    number = int.from_bytes(sha256(f"{batch.office_id}:{batch.year}:{person}".encode()).digest()[:8], "big")
    letters = ""
    for _ in range(8):
        number, rest = divmod(number, len(_REFERENCE_LETTERS))
        letters += _REFERENCE_LETTERS[rest]
    return f"{batch.year % 100:02}-{letters}"


def _grade_key(key: str) -> tuple[UUID, str, str, datetime]:
    person, subject, language, moment = key.split(":", 3)
    return UUID(person), subject, language, datetime.fromisoformat(moment)


def _grades(batch: ImportBatch, changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    rows = []
    for change in changes:
        person, subject, language, moment = _grade_key(change.key)
        rows.append(
            Grade(person_id=person, subject=subject, language=language, registered_at=moment, **change.after)
        )
    Grade.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["person", "subject", "language", "registered_at"],
        update_fields=["grade", "role"],
    )


def _choices(batch: ImportBatch, changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    lists = {UUID(change.key): change.after["choices"] for change in changes}
    replace_choices(batch.year, lists)


def replace_choices(year: int, lists: dict[UUID, object]) -> None:
    """Let the choices of each application be exactly the given ones (values as ``choice_values`` gives them)."""
    ids = offering_ids(year=year)
    applications = list(lists)
    for start in range(0, len(applications), 500):
        Choice.objects.filter(application__in=applications[start : start + 500]).delete()
    Choice.objects.bulk_create(
        (
            _choice(application, ids, values)
            for application, chosen in lists.items()
            for values in chosen  # type: ignore[attr-defined]  # a list, as stored
        ),
        batch_size=_BATCH,
    )


def _choice(application: UUID, ids: dict[str, UUID], values: Values) -> Choice:
    points = values["test_points"]
    plain = {name: value for name, value in values.items() if name not in ("offering", "test_points")}
    return Choice(
        application_id=application,
        offering_id=ids[str(values["offering"])],
        test_points=None if points is None else Decimal(str(points)),
        **plain,
    )


_APPLY: dict[str, Callable[[ImportBatch, Sequence[Change], Actor, datetime], None]] = {
    "offering": _offerings,
    "cut_off": apply_cut_offs,
    "facts": apply_facts,
    "open_house": apply_open_houses,
    "person": _persons,
    "responsible": _responsibles,
    "application": _applications,
    "grade": _grades,
    "choices": _choices,
}

"""Take back what an import did, when nobody has changed it since."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import ProtectedError

from gemensam.domains.admissions.inputs.file_plan import Values, choice_values
from gemensam.domains.admissions.models import Application, Choice, Grade, ImportBatch, ImportChange
from gemensam.domains.admissions.services._import_changes import replace_choices
from gemensam.domains.catalogue.services.remove_offerings import remove_offerings
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Person, Responsible


class UndoRefused(Exception):
    """Something that the import added or changed has been used or changed since. ``counts``: table → rows."""

    code = "used_since"

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__(str(counts))
        self.counts = counts


@dataclass(frozen=True, slots=True)
class _Done:
    key: str
    before: Values | None
    after: Values


def undo_changes(batch: ImportBatch, *, actor: Actor, at: datetime) -> int:
    """Undo every change of the batch, last first; return how many. Must run in the caller's transaction.

    Raises UndoRefused with every conflict counted; the caller's transaction then takes everything back.
    """
    by_table: dict[str, list[_Done]] = {}
    total = 0
    for change in ImportChange.objects.filter(batch=batch).order_by("-sequence"):
        after = json.loads(change.after)
        before = json.loads(change.before)["values"] if change.before else None
        by_table.setdefault(change.table, []).append(_Done(after["key"], before, after["values"]))
        total += 1
    conflicts: Counter[str] = Counter()
    for table in ("choices", "grade", "application", "responsible", "person", "offering"):
        changes = by_table.get(table, [])
        conflicts[table] = _CHANGED[table](batch, changes) if table in _CHANGED else 0
        try:
            if not conflicts[table]:
                _UNDO[table](batch, changes, actor, at)
        except ProtectedError as error:
            conflicts[table] += len(error.protected_objects)
    found = {table: number for table, number in conflicts.items() if number}
    if found:
        raise UndoRefused(found)
    return total


def _changed_choices(batch: ImportBatch, changes: Sequence[_Done]) -> int:
    current: dict[UUID, list[Values]] = {}
    rows = Choice.objects.filter(application__office=batch.office_id, application__year=batch.year)
    for choice in rows.select_related("offering").order_by("rank"):
        current.setdefault(choice.application_id, []).append(choice_values(choice))
    return sum(current.get(UUID(change.key), []) != change.after["choices"] for change in changes)


def _undo_choices(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    lists = {UUID(one.key): (one.before or {"choices": []})["choices"] for one in changes}
    replace_choices(batch.year, lists)


def _grade_row(key: str) -> dict[str, object]:
    person, subject, language, moment = key.split(":", 3)
    return {
        "person_id": UUID(person),
        "subject": subject,
        "language": language,
        "registered_at": datetime.fromisoformat(moment),
    }


def _changed_grades(batch: ImportBatch, changes: Sequence[_Done]) -> int:
    return sum(not Grade.objects.filter(**_grade_row(one.key), **one.after).exists() for one in changes)


def _undo_grades(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    for one in changes:
        rows = Grade.objects.filter(**_grade_row(one.key))
        if one.before and one.before.get("same_moment"):
            rows.update(grade=one.before["grade"], role=one.before["role"])
        else:
            rows.delete()


def _changed_rows(
    model: type[Person] | type[Application], by: str
) -> Callable[[ImportBatch, Sequence[_Done]], int]:
    def count(batch: ImportBatch, changes: Sequence[_Done]) -> int:
        rows = model.objects.all()
        if model is Application:
            rows = rows.filter(office=batch.office_id, year=batch.year)
        current = {
            getattr(row, by): row for row in rows.filter(**{f"{by}__in": [UUID(one.key) for one in changes]})
        }
        return sum(_differs(current.get(UUID(one.key)), one.after) for one in changes)

    return count


def _differs(row: Person | Application | None, values: Values) -> bool:
    if row is None:
        return True
    for name, value in values.items():
        stored = getattr(row, "school_unit_id" if name == "school_unit" else name)
        if (str(stored) if name == "school_unit" else stored) != value:
            return True
    return False


def _undo_applications(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    rows = Application.objects.filter(office=batch.office_id, year=batch.year)
    for one in changes:
        row = rows.get(person=UUID(one.key))
        if one.before is None:
            if row.choices.exists():
                raise UndoRefused({"choices": row.choices.count()})
            row.delete()
            continue
        for name, value in one.before.items():
            setattr(row, "school_unit_id" if name == "school_unit" else name, value)
        row.save()


def _undo_persons(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    for one in changes:
        row = Person.objects.get(pk=UUID(one.key))
        if one.before is None:
            row.delete()
            continue
        for name, value in one.before.items():
            setattr(row, name, value)
        row.save()


def _undo_responsibles(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    for one in changes:
        child, guardian = one.key.split(":")
        Responsible.objects.filter(child_id=UUID(child), guardian_id=UUID(guardian)).delete()


def _undo_offerings(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    added = [one.key for one in changes if one.before is None]
    remove_offerings(actor=actor, year=batch.year, codes=added, at=at)
    rows = [OfferingRow(code=one.key, values=one.before) for one in changes if one.before is not None]
    if rows:
        save_offerings(actor=actor, year=batch.year, rows=rows, at=at)


_CHANGED: dict[str, Callable[[ImportBatch, Sequence[_Done]], int]] = {
    "choices": _changed_choices,
    "grade": _changed_grades,
    "application": _changed_rows(Application, "person_id"),
    "person": _changed_rows(Person, "pk"),
}
_UNDO: dict[str, Callable[[ImportBatch, Sequence[_Done], Actor, datetime], None]] = {
    "choices": _undo_choices,
    "grade": _undo_grades,
    "application": _undo_applications,
    "person": _undo_persons,
    "responsible": _undo_responsibles,
    "offering": _undo_offerings,
}

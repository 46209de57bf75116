"""Take back what an import did, when nobody has changed it since."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import ProtectedError

from gemensam.domains.admissions.inputs.file_changes import Values
from gemensam.domains.admissions.inputs.file_choices import choice_values
from gemensam.domains.admissions.models import Application, Choice, Grade, ImportBatch, ImportChange
from gemensam.domains.admissions.services._import_accounts import remove_accounts
from gemensam.domains.admissions.services._import_catalogue import (
    changed_cut_offs,
    changed_facts,
    undo_cut_offs,
    undo_facts,
)
from gemensam.domains.admissions.services._import_changes import custody_starts, replace_choices
from gemensam.domains.admissions.services._import_stops import take_back_stops
from gemensam.domains.admissions.services._import_visits import changed_open_houses, undo_open_houses
from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.domains.catalogue.services.remove_offerings import remove_offerings
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.accounts.services.remove_personal_accounts import AccountsUsed
from gemensam.foundation.directory.models import Person, RelationType, Responsible

_CHUNK = 500
_LAST_FIRST = (
    "choices", "grade", "application", "responsible", "person", "open_house", "facts", "cut_off", "offering",
)  # fmt: skip


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
    for table in (
        "choices",
        "grade",
        "application",
        "responsible",
        "person",
        "open_house",
        "facts",
        "cut_off",
        "offering",
    ):
        changes = by_table.get(table, [])
        conflicts[table] = _CHANGED[table](batch, changes)
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


GradeKey = tuple[UUID, str, str, datetime]


def _grade_key(key: str) -> GradeKey:
    person, subject, language, moment = key.split(":", 3)
    return UUID(person), subject, language, datetime.fromisoformat(moment)


def _stored_grades(changes: Sequence[_Done]) -> dict[GradeKey, Grade]:
    persons = sorted({_grade_key(one.key)[0] for one in changes})
    found: dict[GradeKey, Grade] = {}
    for start in range(0, len(persons), _CHUNK):
        for row in Grade.objects.filter(person__in=persons[start : start + _CHUNK]):
            found[row.person_id, row.subject, row.language, row.registered_at] = row
    return found


def _changed_grades(batch: ImportBatch, changes: Sequence[_Done]) -> int:
    stored = _stored_grades(changes)
    rows = ((stored.get(_grade_key(one.key)), one.after) for one in changes)
    return sum(row is None or {"grade": row.grade, "role": row.role} != after for row, after in rows)


def _undo_grades(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    stored = _stored_grades(changes)
    corrected, added = [], []
    for one in changes:
        row = stored[_grade_key(one.key)]
        if one.before and one.before.get("same_moment"):
            row.grade, row.role = str(one.before["grade"]), str(one.before["role"])
            corrected.append(row)
        else:
            added.append(row.pk)
    Grade.objects.bulk_update(corrected, ["grade", "role"], batch_size=_CHUNK)
    for start in range(0, len(added), _CHUNK):
        Grade.objects.filter(pk__in=added[start : start + _CHUNK]).delete()


def _changed_rows(
    model: type[Person] | type[Application], by: str
) -> Callable[[ImportBatch, Sequence[_Done]], int]:
    def count(batch: ImportBatch, changes: Sequence[_Done]) -> int:
        rows: models.QuerySet[Any] = model.objects.all()
        if model is Application:
            rows = rows.filter(office=batch.office_id, year=batch.year)
        keys = [UUID(one.key) for one in changes]
        current: dict[UUID, models.Model] = {}
        for start in range(0, len(keys), _CHUNK):
            found = rows.filter(**{f"{by}__in": keys[start : start + _CHUNK]})
            current |= {getattr(row, by): row for row in found}
        return sum(_differs(current.get(UUID(one.key)), one.after) for one in changes)

    return count


def _differs(row: models.Model | None, values: Values) -> bool:
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
            used = row.choices.count() + row.held_places.count()
            if used:
                raise UndoRefused({"choices": used})
            row.delete()
            continue
        for name, value in one.before.items():
            setattr(row, "school_unit_id" if name == "school_unit" else name, value)
        row.save()


def _undo_persons(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    added = [UUID(one.key) for one in changes if one.before is None]
    try:
        remove_accounts(added, actor=actor, at=at)
    except AccountsUsed as error:
        raise UndoRefused({"person": error.count}) from error
    for one in changes:
        row = Person.objects.get(pk=UUID(one.key))
        if one.before is None:
            _refuse_when_known(row)
            row.delete()
            continue
        for name, value in one.before.items():
            if (
                name != "security_marking"
            ):  # what has been raised stays raised until somebody decides otherwise
                setattr(row, name, value)
        row.save()


def _refuse_when_known(person: Person) -> None:
    """Raise UndoRefused when others have tied something to the person since: it would go with the person."""
    relations = person.responsibles.count() + person.wards.count()
    rest = person.duties.count() + person.enrolments.count()
    found = {name: count for name, count in (("responsible", relations), ("person", rest)) if count}
    if found:
        raise UndoRefused(found)


def _relations(batch: ImportBatch, changes: Sequence[_Done]) -> list[UUID]:
    """Ids of the relations as the import made them, and as they still are."""
    wanted = {tuple(map(UUID, one.key.split(":"))) for one in changes}
    children = sorted({child for child, _ in wanted})
    found = []
    for start in range(0, len(children), _CHUNK):
        rows = Responsible.objects.filter(
            child__in=children[start : start + _CHUNK],
            relation_type=RelationType.GUARDIAN,
            has_custody=True,
            starts=custody_starts(batch.year),
            ends__isnull=True,
        )
        found += [row.pk for row in rows if (row.child_id, row.guardian_id) in wanted]
    return found


def _changed_responsibles(batch: ImportBatch, changes: Sequence[_Done]) -> int:
    return len(changes) - len(_relations(batch, changes))


def _undo_responsibles(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    made = _relations(batch, changes)
    for start in range(0, len(made), _CHUNK):
        Responsible.objects.filter(pk__in=made[start : start + _CHUNK]).delete()


def _changed_offerings(batch: ImportBatch, changes: Sequence[_Done]) -> int:
    stored = offerings_by_code(year=batch.year)
    return sum(_differs(stored.get(one.key), one.after) for one in changes)


def _undo_offerings(batch: ImportBatch, changes: Sequence[_Done], actor: Actor, at: datetime) -> None:
    added = [one.key for one in changes if one.before is None]
    take_back_stops(batch, changes, actor, at)
    remove_offerings(actor=actor, year=batch.year, codes=added, at=at)
    rows = [OfferingRow(code=one.key, values=one.before) for one in changes if one.before is not None]
    if rows:
        save_offerings(actor=actor, year=batch.year, rows=rows, at=at)


_CHANGED: dict[str, Callable[[ImportBatch, Sequence[_Done]], int]] = {
    "choices": _changed_choices,
    "grade": _changed_grades,
    "responsible": _changed_responsibles,
    "offering": _changed_offerings,
    "cut_off": changed_cut_offs,
    "facts": changed_facts,
    "open_house": changed_open_houses,
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
    "cut_off": undo_cut_offs,
    "facts": undo_facts,
    "open_house": undo_open_houses,
}

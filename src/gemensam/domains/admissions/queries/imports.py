"""Imported files: the list, one file with its faults or preview, and the empty templates."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.file_fields import FIELDS, FileField
from gemensam.domains.admissions.models import AdmissionsOffice, Application, ImportBatch, ImportKind
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Organisation, Person
from gemensam.foundation.directory.policies import unprotected


@dataclass(frozen=True, slots=True)
class FaultView:
    """A fault: where, and a code whose sentence stands in a template's words."""

    row: int
    column: str
    code: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One planned change. ``who`` is a name, or nothing when the person is protected."""

    table: str
    who: str
    row: int
    before: dict[str, object] | None
    after: dict[str, object]


@dataclass(frozen=True, slots=True)
class StopLine:
    """An offering that the file would stop, and how many have chosen it."""

    code: str
    title: str
    school: str
    concerned: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """One imported file as its pages need it."""

    id: UUID
    kind: str
    state: str
    year: int
    sender_name: str
    file_name: str
    sheet: str
    header_row: int
    columns: tuple[str, ...]
    mapping: dict[str, int]
    registered_at: datetime | None
    faults: tuple[FaultView, ...]
    fault_count: int
    counts: dict[str, dict[str, int]]
    unchanged: int
    total_changes: int
    changes: tuple[ChangeView, ...]
    totals: dict[str, object]
    stops: tuple[StopLine, ...]
    uploaded_at: datetime
    uploaded_by: str
    committed_at: datetime | None
    undone_at: datetime | None


def imports(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the files that the actor may see, latest first."""
    rows = policies.visible_imports(actor, ImportBatch.objects.select_related("sender", "office"))
    return rows.order_by("-uploaded_at")


def import_view(actor: Actor, batch_id: UUID) -> ImportView:
    """Return one file. Raises ImportBatch.DoesNotExist when the actor may not see it.

    Faults and preview name persons: they are shown only to those who may read applicants.
    """
    batch = imports(actor).get(pk=batch_id)
    inside = actor.has(Permission.APPLICANT_READ)
    preview = json.loads(batch.preview) if batch.preview and inside else {}
    faults = json.loads(batch.faults) if batch.faults and inside else []
    return ImportView(
        id=batch.pk,
        kind=batch.kind,
        state=batch.state,
        year=batch.year,
        sender_name=batch.sender.display_name,
        file_name=batch.file_name,
        sheet=batch.sheet,
        header_row=batch.header_row,
        columns=tuple(batch.columns),
        mapping={code: int(index) for code, index in batch.mapping.items()},
        registered_at=batch.registered_at,
        faults=tuple(FaultView(one["row"], one["column"], one["code"], one["facts"]) for one in faults),
        fault_count=batch.fault_count,
        counts=preview.get("counts", {}),
        unchanged=preview.get("unchanged", 0),
        total_changes=preview.get("total", 0),
        changes=_changes(batch, preview.get("changes", [])),
        totals=batch.totals,
        stops=tuple(StopLine(**one) for one in preview.get("stops", ())),
        uploaded_at=batch.uploaded_at,
        uploaded_by=batch.uploaded_by_name,
        committed_at=batch.committed_at,
        undone_at=batch.undone_at,
    )


def _changes(batch: ImportBatch, changes: list[dict[str, object]]) -> tuple[ChangeView, ...]:
    names = {pk: name for pk, name in _names(changes).items() if pk not in _protected_by(changes)}
    references = dict(
        Application.objects.filter(office=batch.office_id, year=batch.year).values_list("pk", "reference")
        if any(change["table"] == "choices" for change in changes)
        else ()
    )
    return tuple(_change(change, names, references) for change in changes)


def _protected_by(changes: list[dict[str, object]]) -> set[str]:
    """Ids of the persons whom the file itself protects: they are not named even before it is committed."""
    protected = set()
    for change in changes:
        after = change["after"]
        marking = after.get("security_marking", "none") if isinstance(after, dict) else "none"
        if change["table"] == "person" and marking != "none":
            protected.add(str(change["key"]))
    return protected


def _names(changes: list[dict[str, object]]) -> dict[str, str]:
    ids = sorted({str(change["person"]) for change in changes if change["person"]})
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        rows = Person.objects.filter(unprotected(), pk__in=ids[start : start + 500])
        for pk, given, family in rows.values_list("pk", "given_name", "family_name"):
            found[str(pk)] = f"{family}, {given}"
    return found


def _change(change: dict[str, object], names: dict[str, str], references: dict[UUID, str]) -> ChangeView:
    after, before = change["after"], change["before"]
    assert isinstance(after, dict)
    who = names.get(str(change["person"]), "")
    new_person = change["table"] == "person" and before is None
    if new_person and after.get("security_marking") == "none":
        who = f"{after.get('family_name', '')}, {after.get('given_name', '')}"
    if change["table"] == "offering":
        who = f"{after.get('title', '')} ({change['key']})"
    if change["table"] in ("cut_off", "facts", "open_house"):
        who = str(change["key"]).replace("|", " ")
    if change["table"] == "grade":
        after = {"subject": str(change["key"]).split(":")[1], **after}
    shown = bool(who)
    return ChangeView(
        table=str(change["table"]),
        who=who,
        row=int(str(change["row"])),
        before=before if shown and isinstance(before, dict) else None,
        after=after if shown else {},
    )


def senders(actor: Actor, *, office_id: UUID) -> list[tuple[UUID, str]]:
    """Return the organisations for which the actor may upload: own schools, or from the office every sender."""
    organisations = actor.organisations_with(Permission.IMPORT_UPLOAD)
    office = AdmissionsOffice.objects.get(pk=office_id)
    rows = Organisation.objects.filter(organisation_type__in=["school_unit", "provider", "admissions_office"])
    if office.organisation_id not in organisations:
        rows = rows.filter(pk__in=organisations)
    return list(rows.order_by("sort_key").values_list("pk", "display_name"))


def fields_of(kind: str) -> tuple[FileField, ...]:
    """Return the fields of a kind of file, in the order of its template."""
    return FIELDS[kind]


KINDS = tuple(ImportKind.values)

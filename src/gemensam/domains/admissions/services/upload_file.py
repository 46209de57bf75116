"""Receive a file: store it encrypted, read its header, match its columns."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.file_fields import find_header, header_signature, match_columns
from gemensam.domains.admissions.models import AdmissionsOffice, ImportBatch, ImportKind, ImportProfile
from gemensam.domains.admissions.services._import_reading import texts_of
from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents.storage import store
from gemensam.foundation.documents.tables import TableRefused, Workbook, read_workbook


@transaction.atomic
def upload_file(
    *,
    actor: Actor,
    office_id: UUID,
    year: int,
    kind: str,
    sender_id: UUID,
    name: str,
    content: bytes,
    registered_at: datetime | None,
    declared: dict[str, str],
    at: datetime,
) -> ImportBatch:
    """Store the file and return its batch, with columns matched as far as titles are known.

    ``declared``: the control totals that the sender says the file has (rows, persons, merit), if any. The actor
    must hold IMPORT_UPLOAD at the office or at the sender, and for supply OFFERING_CHANGE too.
    Raises TableRefused, PermissionDenied.
    """
    office = AdmissionsOffice.objects.get(pk=office_id)
    batch = ImportBatch(office=office, year=year, kind=kind, sender_id=sender_id)
    policies.require(actor, Permission.IMPORT_UPLOAD, batch)
    if kind in (ImportKind.SUPPLY, ImportKind.CUT_OFFS, ImportKind.FACTS):
        require(actor, Permission.OFFERING_CHANGE)
    if actor.account_id is None:
        raise PermissionDenied(Permission.IMPORT_UPLOAD)
    _find_columns(batch, read_workbook(content, name))
    batch.file_name, batch.file_sha256 = name[-200:], sha256(content).hexdigest()
    batch.totals = {"declared": declared}
    batch.registered_at, batch.uploaded_at = registered_at, at
    batch.uploaded_by, batch.uploaded_by_name = actor.account_id, actor.name
    batch.file_id = store(
        content=content, name=name, media_type="application/octet-stream", purpose=f"import:{batch.pk}", at=at
    ).pk
    batch.save()
    record(
        actor=actor,
        event=AuditEvent.IMPORT_UPLOADED,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=sender_id,
        facts={"kind": kind, "sha256": batch.file_sha256, "bytes": len(content)},
        at=at,
    )
    return batch


def _find_columns(batch: ImportBatch, workbook: Workbook) -> None:
    """Note the sheet and the row with most known titles, and what each column is."""
    filled = [sheet for sheet in workbook.sheets if sheet.rows]
    if not filled:
        raise TableRefused("empty")
    best = max(filled, key=lambda sheet: _score(batch.kind, [texts_of(row) for row in sheet.rows[:30]]))
    rows = [texts_of(row) for row in best.rows[:30]]
    header = find_header(batch.kind, rows)
    batch.sheet, batch.header_row = best.name, (header or 0) + 1
    batch.columns = list(rows[header or 0])
    batch.mapping = _remembered(batch) or match_columns(batch.kind, batch.columns)


def _score(kind: str, rows: list[tuple[str, ...]]) -> int:
    return max((len(match_columns(kind, row)) for row in rows), default=0)


def _remembered(batch: ImportBatch) -> dict[str, int] | None:
    profile = ImportProfile.objects.filter(
        office=batch.office,
        sender=batch.sender_id,
        kind=batch.kind,
        header_signature=header_signature(batch.columns),
    ).first()
    return profile.mapping if profile else None

"""Put a confirmed file into the register: all of it or nothing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.file_fields import header_signature
from gemensam.domains.admissions.inputs.file_parse import ParsedFile
from gemensam.domains.admissions.models import AdmissionsOffice, ImportBatch, ImportProfile
from gemensam.domains.admissions.services._import_accounts import open_accounts
from gemensam.domains.admissions.services._import_changes import apply_changes
from gemensam.domains.admissions.services._import_reading import ReadImport, parse_import, plan_import
from gemensam.domains.admissions.services._import_stops import touches_applicants
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.domains.admissions.states import ImportEvent, ImportState, next_import_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def commit_import(*, actor: Actor, batch_id: UUID, at: datetime) -> ImportBatch:
    """Apply the confirmed file in one transaction; safe to run twice. The file is read before anything is locked.

    Pupils and guardians that the file gives an e-mail address get an account of their own.

    When the register has changed since the preview, nothing is applied and the batch goes back to be checked
    again. A file that changes nothing voids nothing. Raises TransitionRefused or PermissionDenied.
    """
    batch = ImportBatch.objects.select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_COMMIT, batch)
    if batch.state == ImportState.COMMITTED:
        return batch
    next_import_state(batch.state, ImportEvent.COMMIT)
    return _commit(actor, batch, parse_import(batch), at)


@transaction.atomic
def _commit(actor: Actor, batch: ImportBatch, parsed: ParsedFile, at: datetime) -> ImportBatch:
    AdmissionsOffice.objects.select_for_update().get(pk=batch.office_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch.pk)
    if batch.state == ImportState.COMMITTED:
        return batch
    state = next_import_state(batch.state, ImportEvent.COMMIT)
    found = plan_import(batch, parsed)
    if (
        found.register_digest != batch.register_digest
        or found.parsed.faults
        or found.plan.faults
        or _day_has_passed(batch, found, at)
    ):
        batch.state = next_import_state(batch.state, ImportEvent.GO_STALE)
        batch.confirmed_at = batch.confirmed_by = None
        batch.save()
        return batch
    applied = apply_changes(batch, found.plan.changes, actor=actor, at=at)
    open_accounts(found.plan.changes, actor=actor, at=at)
    batch.state, batch.committed_at = state, at
    batch.save()
    _remember(batch, at)
    if applied:
        void_approvals(
            actor=actor,
            cause=batch,
            permission=Permission.IMPORT_COMMIT,
            office=batch.office,
            year=batch.year,
            reason="import",
            at=at,
        )
    record(
        actor=actor,
        event=AuditEvent.IMPORT_COMMITTED,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=batch.sender_id,
        facts={"changes": applied, "sha256": batch.file_sha256},
        at=at,
    )
    return batch


def _day_has_passed(batch: ImportBatch, found: ReadImport, at: datetime) -> bool:
    """Whether the file stops what someone has chosen, and there is no day left to choose anew: checked again then."""
    if batch.re_choice_until is not None and batch.re_choice_until > at:
        return False
    return touches_applicants(batch, [one for one in found.plan.changes if one.table == "offering"])


def _remember(batch: ImportBatch, at: datetime) -> None:
    ImportProfile.objects.update_or_create(
        office=batch.office,
        sender_id=batch.sender_id,
        kind=batch.kind,
        header_signature=header_signature(batch.columns),
        defaults={"mapping": batch.mapping, "updated_at": at},
    )

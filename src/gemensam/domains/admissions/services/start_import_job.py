"""Start the job that checks, commits or undoes an imported file."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import ImportBatch
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.jobs.services.enqueue import enqueue

_PERMISSIONS = {
    "check": Permission.IMPORT_UPLOAD,
    "commit": Permission.IMPORT_COMMIT,
    "undo": Permission.IMPORT_UNDO,
}


@transaction.atomic
def start_import_job(*, actor: Actor, batch_id: UUID, what: str, at: datetime) -> UUID:
    """Queue the job and return its id. ``what``: check, commit or undo. Raises PermissionDenied."""
    batch = ImportBatch.objects.select_related("office").get(pk=batch_id)
    policies.require(actor, _PERMISSIONS[what], batch)
    stamp = batch.confirmed_at if what == "commit" else at
    job = enqueue(
        actor=actor,
        kind=f"admissions.{what}_import",
        key=f"import:{batch_id}:{what}:{stamp:%Y%m%d%H%M%S}",
        arguments={"batch_id": str(batch_id)},
        organisation_id=batch.sender_id,
        at=at,
    )
    record(
        actor=actor,
        event=AuditEvent.IMPORT_JOB_STARTED,
        target_type="import_batch",
        target_id=str(batch_id),
        organisation_id=batch.sender_id,
        facts={"job": str(job.pk), "what": what},
        at=at,
    )
    return job.pk

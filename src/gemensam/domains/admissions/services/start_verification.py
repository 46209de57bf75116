"""Start the job that lets the separate verifier judge a stored run once more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AllocationRun
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.jobs.services.enqueue import enqueue


@transaction.atomic
def start_verification(*, actor: Actor, run_id: UUID, at: datetime) -> UUID:
    """Queue the job and return its id; presses within the same minute give the same job. Raises PermissionDenied."""
    run = AllocationRun.objects.select_related("round__office").get(pk=run_id)
    policies.require(actor, Permission.ROUND_VERIFY, run)
    job = enqueue(
        actor=actor,
        kind="admissions.verify_again",
        key=f"verify:{run_id}:{at:%Y%m%d%H%M}",
        arguments={"run_id": str(run_id)},
        organisation_id=run.round.office.organisation_id,
        at=at,
    )
    record(
        actor=actor,
        event=AuditEvent.VERIFICATION_STARTED,
        target_type="allocation_run",
        target_id=str(run_id),
        organisation_id=run.round.office.organisation_id,
        facts={"job": str(job.pk)},
        at=at,
    )
    return job.pk

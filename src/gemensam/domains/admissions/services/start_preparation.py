"""Start the job that takes a round from draft to compared."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.jobs.services.enqueue import enqueue


@transaction.atomic
def start_preparation(*, actor: Actor, round_id: UUID, at: datetime) -> UUID:
    """Queue the job and return its id. A second press gives the job that is already there.

    The key holds the number of steps so far: a round that has been reopened gets a new job. Raises PermissionDenied.
    """
    round_ = AdmissionRound.objects.select_related("office").get(pk=round_id)
    policies.require(actor, Permission.ROUND_RUN, round_)
    job = enqueue(
        actor=actor,
        kind="admissions.prepare_round",
        key=f"round:{round_id}:{round_.steps.count()}",
        arguments={"round_id": str(round_id)},
        organisation_id=round_.office.organisation_id,
        at=at,
    )
    record(
        actor=actor,
        event=AuditEvent.PREPARATION_STARTED,
        target_type="admission_round",
        target_id=str(round_id),
        organisation_id=round_.office.organisation_id,
        facts={"job": str(job.pk)},
        at=at,
    )
    return job.pk

"""Ask for the invoice basis of a month: a job that one can leave and come back to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import BasisRun
from gemensam.domains.settlement.states import RunState, SettlementRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.jobs.services.enqueue import enqueue


@transaction.atomic
def start_run(*, actor: Actor, creditor_id: UUID, year: int, month: int, at: datetime) -> BasisRun:
    """Queue the month's run and return it; asking twice before it is done gives the same job.

    A run that is attested is closed: what has changed since comes with the next month's. Raises PermissionDenied,
    SettlementRefused("attested").
    """
    policies.require_at(actor, Permission.SETTLEMENT_RUN, creditor_id)
    run, _ = BasisRun.objects.select_for_update().get_or_create(
        creditor_id=creditor_id, year=year, month=month, defaults={"created_at": at}
    )
    if run.state == RunState.ATTESTED:
        raise SettlementRefused("attested")
    run.run_by, run.run_by_person, run.run_by_name = actor.account_id, actor.person_id, actor.name
    run.save(update_fields=["run_by", "run_by_person", "run_by_name"])
    job = enqueue(
        actor=actor,
        kind="settlement.compute_run",
        key=f"basis:{run.pk}:{run.times}",
        arguments={"basis_run_id": str(run.pk)},
        organisation_id=creditor_id,
        at=at,
    )
    record(
        actor=actor,
        event=AuditEvent.BASIS_RUN_STARTED,
        target_type="basis_run",
        target_id=str(run.pk),
        organisation_id=creditor_id,
        facts={"year": year, "month": month, "job": str(job.pk)},
        at=at,
    )
    run.refresh_from_db()
    return run

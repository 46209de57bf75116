"""Make the lines of a month's run: everything due that is not billed, and nothing else."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.inputs.basis import YearDue, due_of
from gemensam.domains.settlement.models import BasisRun
from gemensam.domains.settlement.services._lines import write_lines
from gemensam.domains.settlement.states import RunEvent, RunState, next_run_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def compute_run(*, actor: Actor, run_id: UUID, at: datetime) -> int:
    """Compute what is due outside the transaction, write the differences in it; the number of new lines.

    Safe to run again at any time: what is written already is no difference, and a month that has been attested since
    the job was asked for is left as it is. Raises PermissionDenied.
    """
    run = BasisRun.objects.get(pk=run_id)
    policies.require_at(actor, Permission.SETTLEMENT_RUN, run.creditor_id)
    if run.state == RunState.ATTESTED:
        return 0
    return _write(actor, run_id, due_of(run), at)


@transaction.atomic
def _write(actor: Actor, run_id: UUID, years: list[YearDue], at: datetime) -> int:
    creditor_id = BasisRun.objects.values_list("creditor_id", flat=True).get(pk=run_id)
    locked = BasisRun.objects.select_for_update(of=("self",)).filter(creditor=creditor_id).order_by("pk")
    run = {one.pk: one for one in locked.select_related("creditor")}[run_id]
    run.state = next_run_state(run.state, RunEvent.COMPUTE)
    made = sum(write_lines(run, due) for due in years)
    run.times += 1
    run.computed_at = at
    run.lacking = sorted({(one.placement, one.code) for due in years for one in due.lines.lacking})
    run.save()
    record(
        actor=actor,
        event=AuditEvent.BASIS_RUN_COMPUTED,
        target_type="basis_run",
        target_id=str(run.pk),
        organisation_id=run.creditor_id,
        facts={"lines": made, "lacking": len(run.lacking)},
        at=at,
    )
    return made

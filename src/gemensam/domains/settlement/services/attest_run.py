"""Attest a month's run: another person than the one who ran it; then the invoices are made."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import BasisRun, Invoice
from gemensam.domains.settlement.services._invoices import make_invoices
from gemensam.domains.settlement.states import RunEvent, SettlementRefused, next_run_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def attest_run(*, actor: Actor, run_id: UUID, lines: int, at: datetime) -> list[Invoice]:
    """Attest what the actor has seen: ``lines`` is how many there were on the page.

    Disputed lines are left out and come when they are released. Raises PermissionDenied, SettlementRefused
    ("same_person", "lines_changed", "moved_on").
    """
    run = BasisRun.objects.select_for_update(of=("self",)).select_related("creditor").get(pk=run_id)
    policies.require_at(actor, Permission.SETTLEMENT_ATTEST, run.creditor_id)
    state = next_run_state(run.state, RunEvent.ATTEST)
    if _same_person(actor, run):
        raise SettlementRefused("same_person")
    if run.lines.count() != lines:
        raise SettlementRefused("lines_changed")
    invoices = make_invoices(run, at)
    run.state = state
    run.attested_at, run.attested_by, run.attested_by_name = at, actor.account_id, actor.name
    run.save()
    record(
        actor=actor,
        event=AuditEvent.BASIS_RUN_ATTESTED,
        target_type="basis_run",
        target_id=str(run.pk),
        organisation_id=run.creditor_id,
        facts={"lines": lines, "invoices": len(invoices)},
        at=at,
    )
    return invoices


def _same_person(actor: Actor, run: BasisRun) -> bool:
    """Someone without an account of their own cannot be told from the one who ran."""
    same = actor.person_id is not None and actor.person_id == run.run_by_person
    return actor.account_id is None or actor.account_id == run.run_by or same

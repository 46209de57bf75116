"""Object to one line: the debtor says why, and that line alone is frozen."""

from datetime import datetime

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import BasisLine, LineObjection
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def object_to_line(*, actor: Actor, line_id: int, reason: str, text: str, at: datetime) -> LineObjection:
    """Raise an objection and freeze the line. Raises PermissionDenied, SettlementRefused("disputed_already")."""
    line = BasisLine.objects.select_for_update(of=("self",)).select_related("run").get(pk=line_id)
    policies.require_debtor(actor, Permission.SETTLEMENT_OBJECT, line.debtor_code)
    if line.disputed:
        raise SettlementRefused("disputed_already")
    objection = LineObjection.objects.create(
        line=line,
        reason=LineObjection.Reason(reason),
        text=text,
        raised_at=at,
        raised_by=actor.account_id,
        raised_by_name=actor.name,
    )
    line.disputed = True
    line.save(update_fields=["disputed"])
    record(
        actor=actor,
        event=AuditEvent.LINE_OBJECTED,
        target_type="basis_line",
        target_id=str(line.pk),
        organisation_id=line.run.creditor_id,
        facts={"reason": objection.reason, "objection": str(objection.pk)},
        at=at,
    )
    return objection

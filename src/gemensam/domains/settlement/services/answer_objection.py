"""Answer an objection: the creditor agrees or not, or the debtor takes it back; the line is released."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import BasisLine, LineObjection
from gemensam.domains.settlement.states import ObjectionEvent, next_objection_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def answer_objection(
    *, actor: Actor, objection_id: UUID, event: ObjectionEvent, answer: str, at: datetime
) -> LineObjection:
    """Close the objection and release the line.

    Agreeing changes no money by itself: the creditor corrects the placement or the price, and the next run
    credits the line. Raises PermissionDenied, SettlementRefused("moved_on").
    """
    objection = LineObjection.objects.select_for_update(of=("self",)).get(pk=objection_id)
    line = BasisLine.objects.select_for_update(of=("self",)).select_related("run").get(pk=objection.line_id)
    if event is ObjectionEvent.WITHDRAW:
        policies.require_debtor(actor, Permission.SETTLEMENT_OBJECT, line.debtor_code)
    else:
        policies.require_at(actor, Permission.SETTLEMENT_RUN, line.run.creditor_id)
    objection.state = next_objection_state(objection.state, event)
    objection.answer, objection.answered_at, objection.answered_by_name = answer, at, actor.name
    objection.save()
    line.disputed = False
    line.save(update_fields=["disputed"])
    record(
        actor=actor,
        event=AuditEvent.OBJECTION_ANSWERED,
        target_type="basis_line",
        target_id=str(line.pk),
        organisation_id=line.run.creditor_id,
        facts={"state": objection.state, "objection": str(objection.pk)},
        at=at,
    )
    return objection

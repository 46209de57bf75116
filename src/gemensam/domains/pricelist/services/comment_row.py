"""Write a question or an answer about a row."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import ReportRow, RowComment
from gemensam.domains.pricelist.services._turn import record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def comment_row(*, actor: Actor, row_id: UUID, text: str, at: datetime) -> RowComment:
    """Add the comment, in any state of the report. The same words by the same person again add nothing.

    Everyone who works with prices in the region may ask. Raises PermissionDenied, ReportRow.DoesNotExist.
    """
    row = ReportRow.objects.select_related("report__round", "report__member__region").get(pk=row_id)
    policies.require_comment(actor, row.report)
    last = row.comments.last()
    if last is not None and (last.text, last.account_id) == (text, actor.account_id):
        return last
    comment = RowComment.objects.create(
        row=row, text=text, at=at, account_id=actor.account_id, actor_name=actor.name
    )
    record_report(
        row.report,
        actor=actor,
        audit_event=AuditEvent.PRICE_ROW_COMMENTED,
        at=at,
        facts={"row": str(row.pk)},
    )
    return comment

"""Add a file that shows a cost to a report, or to one row of it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import ReportAttachment, ReportRow
from gemensam.domains.pricelist.services._turn import editable_report, record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.attached import OFFICE, PDF, PICTURES, FileRefused, kind_of, safe_name
from gemensam.foundation.documents.storage import store

MOST_FILES: Final = 40
_TAKEN: Final = (PDF, *PICTURES, *OFFICE)


@transaction.atomic
def attach_evidence(
    *, actor: Actor, report_id: UUID, row_id: UUID | None, name: str, content: bytes, at: datetime
) -> ReportAttachment:
    """Store the file encrypted and apart; the same content at the same place twice is one attachment.

    Raises PermissionDenied, PriceTransitionRefused, FileRefused (also with the code too_many), ReportRow.DoesNotExist.
    """
    report = editable_report(actor, report_id)
    row = ReportRow.objects.get(pk=row_id, report=report) if row_id else None
    kind = kind_of(content, _TAKEN)
    stored = store(
        content=content, name="", media_type=kind.media_type, purpose=f"pricelist.report:{report.pk}", at=at
    )
    known = ReportAttachment.objects.filter(report=report, row=row, file=stored).first()
    if known is not None:
        return known
    if ReportAttachment.objects.filter(report=report).count() >= MOST_FILES:
        raise FileRefused("too_many")
    made = ReportAttachment.objects.create(
        report=report, row=row, file=stored, name=safe_name(name, kind.ending), media_type=kind.media_type,
        size=len(content), added_at=at, account_id=actor.account_id, actor_name=actor.name,
    )  # fmt: skip
    record_report(
        report, actor=actor, audit_event=AuditEvent.PRICE_EVIDENCE_ADDED, at=at,
        facts={"attachment": str(made.pk), "bytes": len(content)},
    )  # fmt: skip
    return made

"""Take an attached file away from a report that is being filled in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import ReportAttachment
from gemensam.domains.pricelist.services._files import forget_files
from gemensam.domains.pricelist.services._turn import editable_report, record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def remove_evidence(*, actor: Actor, report_id: UUID, attachment_id: UUID, at: datetime) -> None:
    """Remove the file and its content; one that is gone already is no fault.

    Raises PermissionDenied, PriceTransitionRefused.
    """
    report = editable_report(actor, report_id)
    found = ReportAttachment.objects.filter(pk=attachment_id, report=report).first()
    if found is None:
        return
    file_id = found.file_id
    found.delete()
    forget_files([file_id])
    record_report(
        report, actor=actor, audit_event=AuditEvent.PRICE_EVIDENCE_REMOVED, at=at,
        facts={"attachment": str(attachment_id)},
    )  # fmt: skip

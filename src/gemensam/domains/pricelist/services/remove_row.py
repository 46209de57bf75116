"""Take a row out of a report that is being filled in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import ReportRow
from gemensam.domains.pricelist.services._files import forget_files
from gemensam.domains.pricelist.services._turn import editable_report, record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def remove_row(*, actor: Actor, report_id: UUID, row_id: UUID, at: datetime) -> None:
    """Remove the row with its comments and files; one that is gone already is no fault.

    Raises PermissionDenied, PriceTransitionRefused.
    """
    report = editable_report(actor, report_id)
    row = ReportRow.objects.filter(pk=row_id, report=report).first()
    if row is None:
        return
    facts = {"code": row.code, "orientation": row.orientation, "cohort": row.cohort, "form": row.form}
    files = list(row.attachments.values_list("file_id", flat=True))
    row.delete()
    forget_files(files)
    record_report(report, actor=actor, audit_event=AuditEvent.PRICE_ROW_REMOVED, at=at, facts=facts)

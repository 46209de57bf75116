"""Files that show costs: those of a report, and the content of one."""

from collections.abc import Sequence
from uuid import UUID

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import PriceReport, ReportAttachment
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.documents import storage


def attachments(actor: Actor, report_id: UUID, *, row_id: UUID | None = None) -> Sequence[ReportAttachment]:
    """Return the report's files, or one row's: the co-operation reads one another's grounds."""
    rows = _visible(actor).filter(report=report_id).select_related("row")
    return list(rows.filter(row=row_id) if row_id else rows)


def attachment(actor: Actor, attachment_id: UUID) -> tuple[ReportAttachment, bytes]:
    """Return a file with its content. Raises ReportAttachment.DoesNotExist alike for unknown and hidden ones."""
    found = _visible(actor).get(pk=attachment_id)
    return found, storage.read(found.file_id)


def _visible(actor: Actor):
    reports = policies.visible_reports(actor, PriceReport.objects.all())
    return ReportAttachment.objects.filter(report__in=reports)

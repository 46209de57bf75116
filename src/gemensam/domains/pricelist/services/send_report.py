"""Send a municipality's report: every error put right, every warning explained."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceReport
from gemensam.domains.pricelist.queries.reports import report_findings
from gemensam.domains.pricelist.services._telling import tell_of_report
from gemensam.domains.pricelist.services._turn import editable_report, fire_report
from gemensam.domains.pricelist.states import ReportEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


class ReportHasFaults(Exception):
    """The report cannot be sent. ``code``: empty, errors or comments."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def send_report(*, actor: Actor, report_id: UUID, at: datetime) -> PriceReport:
    """Send the report. Raises PermissionDenied, PriceTransitionRefused, ReportHasFaults."""
    report = editable_report(actor, report_id)
    rows = report_findings(report)
    if not rows:
        raise ReportHasFaults("empty")
    if any(row.has_error for row in rows):
        raise ReportHasFaults("errors")
    if any(row.lacks_comment for row in rows):
        raise ReportHasFaults("comments")
    report.reported_at, report.return_reason = at, ""
    fire_report(report, ReportEvent.REPORT, actor=actor, audit_event=AuditEvent.PRICE_REPORT_SENT, at=at)
    tell_of_report(report, ReportEvent.REPORT, actor=actor, at=at)
    return report
